import type { Scope } from '../../../../shared/domain/billing/budget.ts';
import type { TenantTransaction } from '../../../db/tenant-transaction.ts';

/** What the senders and teams are called that budgets may hold, by scope. */
export async function scopeNames({
  sql,
  tenantId,
}: TenantTransaction): Promise<ReadonlyMap<Scope, string>> {
  const senders = await sql
    .selectFrom('senders')
    .select(['id', 'display_name'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const teams = await sql
    .selectFrom('teams')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .execute();
  return new Map<Scope, string>([
    ...senders.map(({ id, display_name: name }) => [`sender:${id}`, name] as const),
    ...teams.map(({ id, name }) => [`team:${id}`, name] as const),
  ]);
}
