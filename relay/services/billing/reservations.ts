import type { MessageId } from '../../../shared/contract/ids.ts';
import type { Scope } from '../../../shared/domain/billing/budget.ts';
import type { Reservations } from '../../db/tables/billing.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { addTo, type Changes, changePeriods, type Starts } from './periods.ts';

/** Held for longer than this, a reservation is shown as one that waits for evidence. */
export const STALE_MS = 3 * 24 * 3_600_000;
/** No message arrives later than this. Source: Meta, time to live: 30 days at the most. */
const OLDEST_MS = 31 * 24 * 3_600_000;
const OLD_AT_A_TIME = 1000;

/** What is reserved for a message. */
export interface Reservation {
  readonly micro: number;
  readonly starts: Starts;
  readonly scopes: readonly Scope[];
  readonly state: Reservations['state'];
}

/** What has become of one. */
export interface Ended {
  readonly id: MessageId;
  readonly state: 'settled' | 'released';
}

/** What is or was reserved for these messages; locked. */
export async function lockReservations(
  { sql: db, tenantId }: TenantTransaction,
  messages: readonly { readonly id: MessageId }[],
): Promise<ReadonlyMap<MessageId, Reservation>> {
  const rows = await db
    .selectFrom('reservations')
    .select(['message_id', 'micro', 'starts_on', 'scopes', 'state'])
    .where('tenant_id', '=', tenantId)
    .where(
      'message_id',
      'in',
      messages.map(({ id }) => id),
    )
    .orderBy('message_id')
    .forUpdate()
    .execute();
  return new Map(
    rows.map(({ message_id: id, micro, starts_on: starts, scopes, state }) => [
      id,
      { micro, starts, scopes, state },
    ]),
  );
}

/** Writes what has become of reservations; the sums are the caller's. */
export async function endReservations(
  { sql: db, tenantId }: TenantTransaction,
  ended: readonly Ended[],
): Promise<void> {
  for (const state of ['settled', 'released'] as const) {
    const ids = ended.flatMap((one) => (one.state === state ? [one.id] : []));
    if (ids.length === 0) continue;
    await db
      .updateTable('reservations')
      .set({ state })
      .where('tenant_id', '=', tenantId)
      .where('message_id', 'in', ids)
      .execute();
  }
}

/** Frees what was reserved for messages that cannot arrive any more. @param now ms */
export async function releaseOld(tx: TenantTransaction, now: number): Promise<void> {
  const { sql: db, tenantId } = tx;
  const rows = await db
    .selectFrom('reservations')
    .select(['message_id', 'micro', 'starts_on', 'scopes'])
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'held')
    .where('held_at', '<', now - OLDEST_MS)
    .orderBy('message_id')
    .limit(OLD_AT_A_TIME)
    .forUpdate()
    .execute();
  const changes: Changes = new Map();
  for (const { micro, starts_on: starts, scopes } of rows) {
    addTo(changes, starts, { spent: 0, reserved: -micro, unknown: 0 }, scopes);
  }
  await endReservations(
    tx,
    rows.map(({ message_id: id }) => ({ id, state: 'released' })),
  );
  await changePeriods(tx, changes);
}
