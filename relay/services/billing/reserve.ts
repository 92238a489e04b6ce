import { sql } from 'kysely';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { addTo, type Changes, changePeriods, type Starts, startsOf } from './periods.ts';
import { lockRoom, type Stopped, type Taken, type Wish } from './room.ts';
import { loadTerms } from './tariffs.ts';
import { teamsOf } from './teams-of.ts';

/** A send that is about to leave. */
export interface Leaving extends Omit<Wish, 'teamId'> {
  readonly id: MessageId;
  /** It was released before, and may have its reservation still. */
  readonly isRetry: boolean;
}

interface Wanted extends Taken {
  readonly id: MessageId;
}

/**
 * Reserves the most that each send can cost, in the transaction that releases it: what was spent
 * and what is reserved stay within every budget, however many relays release at a time, as each
 * locks the sums before it looks at them. Where no budget is set, nothing is stopped.
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
  const terms = await loadTerms(tx);
  const starts = startsOf(terms.tariff.calendar.dayAt(now));
  const teams = await teamsOf(
    tx,
    terms,
    fresh.map(({ id }) => id),
  );
  const room = await lockRoom(tx, terms, now);
  const wanted: Wanted[] = [];
  for (const { id, ...wish } of fresh) {
    const taken = room.take({ ...wish, teamId: teams.get(id) ?? null });
    if (typeof taken === 'string') stopped.set(id, taken);
    else wanted.push({ id, ...taken });
  }
  await hold(tx, wanted, starts, now);
  return stopped;
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
    INSERT INTO reservations (tenant_id, message_id, micro, scopes, starts_on, held_at, state)
    SELECT ${tx.tenantId}, g.id, g.micro, g.scopes, ${starts}::text[], ${now}, 'held'
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS g(id uuid, micro bigint, scopes text[])
    ON CONFLICT (tenant_id, message_id) DO UPDATE SET micro = excluded.micro,
      scopes = excluded.scopes, starts_on = excluded.starts_on, held_at = excluded.held_at,
      state = 'held'`.execute(tx.sql);
  const changes: Changes = new Map();
  for (const { micro, scopes } of wanted) {
    addTo(changes, starts, { spent: 0, reserved: micro, unknown: 0 }, scopes);
  }
  await changePeriods(tx, changes);
}
