import { DatabaseError } from 'pg';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { CommandHandler } from '../commands/handler.ts';

const UNIQUE_VIOLATION = '23505';

/** Makes a field of the tenant's own for its contacts, or changes it. */
export const saveField: CommandHandler<'contactField.save'> = async (
  { tx, audit },
  { fieldId, name, kind, options, archived },
) => {
  const { sql, tenantId } = tx;
  const before = await sql
    .selectFrom('contact_fields')
    .select(['name', 'kind', 'options', 'archived'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', fieldId)
    .forUpdate()
    .executeTakeFirst();
  // What is filled in would not be of the new kind.
  if (before !== undefined && before.kind !== kind) {
    throw new RefusedError('invalid_input', 'kind: a field keeps its kind');
  }
  if (kind === 'choice' && options.length === 0) {
    throw new RefusedError('invalid_input', 'options: a choice has some');
  }
  const values = { name, options: JSON.stringify(kind === 'choice' ? options : []), archived };
  try {
    await sql
      .insertInto('contact_fields')
      .values({ tenant_id: tenantId, id: fieldId, kind, ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
      .execute();
  } catch (error) {
    const isTaken = error instanceof DatabaseError && error.code === UNIQUE_VIOLATION;
    throw isTaken ? new RefusedError('name_taken', name) : error;
  }
  tx.changed('contactField', fieldId);
  await audit({
    subject: { kind: 'contactField', id: fieldId, label: name },
    before: before ?? null,
    after: { name, kind, options, archived },
  });
};
