import { sql } from 'kysely';
import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { Period } from '../../../shared/domain/billing/period.ts';
import type { NextMessage } from '../../../shared/domain/billing/price-of-next.ts';
import { worstCase } from '../../../shared/domain/billing/worst-case.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { addTo, type Changes, changePeriods, type Starts, startsOf, type Sums } from './periods.ts';
import { type Cap, loadTerms } from './tariffs.ts';

/** A send that is about to leave. */
export interface Leaving {
  readonly id: MessageId;
  readonly message: Omit<NextMessage, 'now'>;
  /** It was released before, and may have its reservation still. */
  readonly isRetry: boolean;
}

/** Why a send may not leave. */
export type Stopped = Extract<RefusalCode, 'budget_reached' | 'price_unknown'>;

interface Wanted {
  readonly id: MessageId;
  readonly micro: number;
}

/**
 * Reserves the most that each send can cost, in the transaction that releases it: what was spent
 * and what is reserved stay within every cap, however many relays release at a time, as each locks
 * the sums before it looks at them. Where no cap is set, nothing is stopped.
 *
 * @param leaving in the order in which they are to leave
 * @param now ms on the relay's clock
 * @returns those that may not leave, and why
 */
export async function reserve(
  tx: TenantTransaction,
  leaving: readonly Leaving[],
  now: number,
): Promise<ReadonlyMap<MessageId, Stopped>> {
  const stopped = new Map<MessageId, Stopped>();
  const held = await heldAlready(tx, leaving);
  const fresh = leaving.filter(({ id }) => !held.has(id));
  if (fresh.length === 0) return stopped;
  const { tariff, currency, exchangeRates, caps } = await loadTerms(tx);
  const starts = startsOf(tariff.calendar.dayAt(now));
  const none: Changes = new Map();
  addTo(none, starts, { spent: 0, reserved: 0, unknown: 0 });
  const before = await changePeriods(tx, none);
  const wanted: Wanted[] = [];
  let reserved = 0;
  for (const { id, message } of fresh) {
    const most = worstCase({ ...message, now }, tariff, currency, exchangeRates);
    if (most === null && caps.length > 0) {
      stopped.set(id, 'price_unknown');
      continue;
    }
    const micro = most?.micro ?? 0;
    if (!caps.every((cap) => isWithin(cap, before, reserved + micro))) {
      stopped.set(id, 'budget_reached');
      continue;
    }
    reserved += micro;
    wanted.push({ id, micro });
  }
  await hold(tx, wanted, starts, now);
  return stopped;
}

function isWithin(cap: Cap, sums: ReadonlyMap<Period, Sums>, more: number): boolean {
  const { spent = 0, reserved = 0 } = sums.get(cap.period) ?? {};
  return spent + reserved + more <= cap.micro;
}

async function heldAlready(
  { sql: db, tenantId }: TenantTransaction,
  leaving: readonly Leaving[],
): Promise<ReadonlySet<MessageId>> {
  const retries = leaving.filter(({ isRetry }) => isRetry).map(({ id }) => id);
  if (retries.length === 0) return new Set();
  const rows = await db
    .selectFrom('reservations')
    .select('message_id')
    .where('tenant_id', '=', tenantId)
    .where('message_id', 'in', retries)
    .where('state', '=', 'held')
    .execute();
  return new Set(rows.map(({ message_id: id }) => id));
}

async function hold(
  tx: TenantTransaction,
  wanted: readonly Wanted[],
  starts: Starts,
  now: number,
): Promise<void> {
  if (wanted.length === 0) return;
  await sql`
    INSERT INTO reservations (tenant_id, message_id, micro, starts_on, held_at, state)
    SELECT ${tx.tenantId}, g.id, g.micro, ${starts}::text[], ${now}, 'held'
    FROM unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ micro }) => micro)}::bigint[])
      AS g(id, micro)
    ON CONFLICT (tenant_id, message_id) DO UPDATE SET micro = excluded.micro,
      starts_on = excluded.starts_on, held_at = excluded.held_at, state = 'held'`.execute(tx.sql);
  const changes: Changes = new Map();
  const reserved = wanted.reduce((sum, { micro }) => sum + micro, 0);
  addTo(changes, starts, { spent: 0, reserved, unknown: 0 });
  await changePeriods(tx, changes);
}
