import type { AutomationId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import type { NumberedRecords } from './numbered.ts';

/** The automations with these ids; null: all of the tenant. */
export async function loadAutomations(
  { sql, tenantId }: TenantTransaction,
  ids: readonly AutomationId[] | null,
): Promise<NumberedRecords<'automation'>> {
  const rows = await sql
    .selectFrom('automations')
    .select(['id', 'name', 'plan', 'is_on', 'archived', 'change_no'])
    .where('tenant_id', '=', tenantId)
    .$if(ids !== null, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, plan, is_on: isOn, archived, change_no: number }) => ({
    number,
    record: { ...plan, id, name, isOn, archived },
  }));
}
