import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** Whether a message of the tenant, in or out, has this SID of the provider. */
export async function hasProviderSid(
  { sql: db, tenantId }: TenantTransaction,
  providerSid: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('messages')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('provider_sid', '=', providerSid)
    .executeTakeFirst();
  return row !== undefined;
}
