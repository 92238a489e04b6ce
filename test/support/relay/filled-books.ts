import type { TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import { v7 } from 'uuid';
import {
  type BudgetNoticeId,
  budgetNoticeId,
  type MessageId,
  type PersonId,
} from '../../../shared/contract/ids.ts';

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

/** A share of a budget that was reached, put away by somebody. */
export async function fillBudgetNotice(
  { sql, tenantId }: TenantTransaction,
  person: PersonId,
): Promise<BudgetNoticeId> {
  const id = budgetNoticeId.parse(v7());
  await sql
    .insertInto('budget_notices')
    .values({
      tenant_id: tenantId,
      id,
      at: 1,
      scope: '',
      period: 'day',
      starts_on: '2026-03-02',
      percent: 50,
      cap_micro: 1,
    })
    .execute();
  await sql
    .insertInto('budget_notices_dismissed')
    .values({ tenant_id: tenantId, notice_id: id, person_id: person })
    .execute();
  return id;
}
