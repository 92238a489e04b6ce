import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { TemplateEvent } from '../../providers/provider.ts';
import { recordDecision } from './decided.ts';

/**
 * Puts down what events of an account's templates say, each of them once, in the order of the
 * provider's clock. One that comes after a later one of its kind says nothing new, and one of a
 * template that is not known here is left to the next look at the list of all.
 *
 * @param now ms on the relay's clock
 * @returns how many said something new
 */
export async function takeTemplateEvents(
  tx: TenantTransaction,
  accountId: string,
  events: readonly TemplateEvent[],
  now: number,
): Promise<number> {
  let taken = 0;
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    if (
      (await isFirst(tx, accountId, event, now)) &&
      (await takeEvent(tx, accountId, event, now))
    ) {
      taken += 1;
    }
  }
  return taken;
}

async function isFirst(
  { sql, tenantId }: TenantTransaction,
  accountId: string,
  { id }: TemplateEvent,
  now: number,
): Promise<boolean> {
  const put = await sql
    .insertInto('template_events')
    .values({ tenant_id: tenantId, provider_account_id: accountId, id, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return put !== undefined;
}

async function takeEvent(
  tx: TenantTransaction,
  accountId: string,
  { contentSid, status, category, at }: TemplateEvent,
  now: number,
): Promise<boolean> {
  const told = status === null ? 'category_told_there_at' : 'status_told_there_at';
  const row = await tx.sql
    .selectFrom('templates')
    .select(['id', `${told} as told`])
    .where('tenant_id', '=', tx.tenantId)
    .where('provider_account_id', '=', accountId)
    .where('provider_content_sid', '=', contentSid)
    .forUpdate()
    .executeTakeFirst();
  if (row !== undefined) {
    if (at < row.told) return false;
    await tx.sql
      .updateTable('templates')
      .set({ told_at: now, [told]: at })
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', row.id)
      .execute();
  }
  return recordDecision(tx, accountId, contentSid, { status, category }, now);
}
