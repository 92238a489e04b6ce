import type { TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';

/** What the provider itself says of prices; nothing in it is due. */
export async function fillBooks(
  { sql, tenantId }: TenantTransaction,
  account: string,
  message: MessageId,
  text: string,
): Promise<void> {
  const price = { micro: 5000, currency: 'USD' } as const;
  await sql
    .insertInto('message_prices')
    .values({
      tenant_id: tenantId,
      message_id: message,
      component: 'provider',
      state: 'known',
      since: 1,
      due_at: 1,
      ...price,
    })
    .execute();
  const ofAccount = { tenant_id: tenantId, provider_account_id: account };
  await sql
    .insertInto('usage_records')
    .values({
      ...ofAccount,
      day: '2026-03-02',
      category: text,
      kind: 'fee_inbound',
      count: 1,
      ...price,
    })
    .execute();
  const reading = { due_at: Number.MAX_SAFE_INTEGER, read_at: 1, read_from: '2026-03-02' };
  await sql
    .insertInto('usage_readings')
    .values({ ...ofAccount, ...reading })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'provider_account_id']).doUpdateSet(reading),
    )
    .execute();
}
