import { sql } from 'kysely';
import { z } from 'zod';
import { type MessageId, type TenantId, tenantId } from '../../../../shared/contract/ids.ts';
import type { Component } from '../../../../shared/domain/billing/charge.ts';
import type { Store, TenantTransaction } from '../../../db/tenant-transaction.ts';

/* Which messages the provider has yet to tell the price of. Whoever asks moves `due_at` ahead, so
 * that of any number of relays one asks, and another takes over where it dies. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Twilio tells the price of a message some minutes after its end. */
const FIRST_MS = 5 * MINUTE;
/** Without an answer for so long, another relay asks. */
const LEASE_MS = 2 * MINUTE;
/** Between two looks; afterwards every day. */
const PAUSES = [10 * MINUTE, HOUR, 6 * HOUR];
const LAST_PAUSE_MS = 24 * HOUR;
/** After so long no price comes any more; a message that is older when it is settled has none. */
export const GIVE_UP_MS = 31 * 24 * HOUR;

/** A settled part of a message that has a price of the provider's. */
export interface Priceable {
  readonly messageId: MessageId;
  readonly component: Component;
  /** ms, when it arrived, failed or was received. */
  readonly happenedAt: number;
}

/** Notes messages that were just settled, in the transaction that does so. */
export async function expectPrices(
  { sql: db, tenantId: tenant }: TenantTransaction,
  settled: readonly Priceable[],
  now: number,
): Promise<void> {
  const rows = settled.flatMap(({ messageId, component, happenedAt }) =>
    component === 'platform' || happenedAt < now - GIVE_UP_MS
      ? []
      : [
          {
            tenant_id: tenant,
            message_id: messageId,
            component,
            since: now,
            due_at: Math.max(now, happenedAt + FIRST_MS),
          },
        ],
  );
  if (rows.length === 0) return;
  await db
    .insertInto('message_prices')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Tenants of which a price is to be asked for. @param now ms */
export async function tenantsDue({ outside }: Store, now: number): Promise<readonly TenantId[]> {
  const { rows } = await sql`SELECT tenant_id FROM casement.due_prices(${now}::bigint)`.execute(
    outside,
  );
  return z
    .array(z.object({ tenant_id: tenantId }))
    .parse(rows)
    .map(({ tenant_id: id }) => id);
}

/** A message whose price is asked for now. */
export interface DuePrice {
  readonly messageId: MessageId;
  /** Null: the message is gone. */
  readonly providerSid: string | null;
  readonly accountId: string | null;
  /** ms, since when it is waited for. */
  readonly since: number;
}

/** Takes some that are due; they are asked for by nobody else for a while. */
export async function takeDue(
  { sql: db, tenantId: tenant }: TenantTransaction,
  now: number,
  most: number,
): Promise<readonly DuePrice[]> {
  const { rows } = await sql<DuePrice>`
    WITH taken AS (
      UPDATE message_prices p SET due_at = ${now + LEASE_MS}
      WHERE p.tenant_id = ${tenant} AND p.message_id IN (
        SELECT d.message_id FROM message_prices d
        WHERE d.tenant_id = ${tenant} AND d.state = 'waiting' AND d.due_at <= ${now}
        ORDER BY d.due_at, d.message_id LIMIT ${most} FOR UPDATE SKIP LOCKED)
      RETURNING p.message_id, p.since)
    SELECT t.message_id AS "messageId", t.since, m.provider_sid AS "providerSid",
      s.provider_account_id AS "accountId"
    FROM taken t
    LEFT JOIN messages m ON m.tenant_id = ${tenant} AND m.id = t.message_id
    LEFT JOIN conversations c ON c.tenant_id = ${tenant} AND c.id = m.conversation_id
    LEFT JOIN senders s ON s.tenant_id = ${tenant} AND s.id = c.sender_id
    ORDER BY t.message_id`.execute(db);
  return rows;
}

/** Asks again later; gives up where no price comes any more. */
export async function putOff(
  { sql: db, tenantId: tenant }: TenantTransaction,
  { messageId, since }: DuePrice,
  now: number,
): Promise<void> {
  const waited = now - since;
  const pause = PAUSES.find((each) => waited < each) ?? LAST_PAUSE_MS;
  await db
    .updateTable('message_prices')
    .set(waited > GIVE_UP_MS ? { state: 'gone' } : { due_at: now + pause })
    .where('tenant_id', '=', tenant)
    .where('message_id', '=', messageId)
    .where('state', '=', 'waiting')
    .execute();
}

/** The provider has no such message, and never will. */
export async function giveUp(
  { sql: db, tenantId: tenant }: TenantTransaction,
  { messageId }: DuePrice,
): Promise<void> {
  await db
    .updateTable('message_prices')
    .set({ state: 'gone' })
    .where('tenant_id', '=', tenant)
    .where('message_id', '=', messageId)
    .where('state', '=', 'waiting')
    .execute();
}
