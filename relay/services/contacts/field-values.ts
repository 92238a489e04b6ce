import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactFieldRecord, FieldValue } from '../../../shared/contract/records.ts';
import { fitsField } from '../../../shared/domain/contact/field-value.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/**
 * Looks whether values fit the tenant's own fields.
 *
 * @throws {RefusedError} `field_value_not_valid`
 */
export async function mustFitFields(
  { sql, tenantId }: TenantTransaction,
  fields: Readonly<Record<string, FieldValue | null>> | undefined,
): Promise<void> {
  const ids = Object.keys(fields ?? {});
  if (fields === undefined || ids.length === 0) return;
  const known = await sql
    .selectFrom('contact_fields')
    .select(['id', 'name', 'kind', 'options'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const byId = new Map<string, Pick<ContactFieldRecord, 'name' | 'kind' | 'options'>>(
    known.map((field) => [field.id, field]),
  );
  for (const id of ids) {
    const [field, value] = [byId.get(id), fields[id] ?? null];
    if (field === undefined)
      throw new RefusedError('field_value_not_valid', 'a field that is not there');
    if (value !== null && !fitsField(field, value)) {
      throw new RefusedError('field_value_not_valid', field.name);
    }
  }
}
