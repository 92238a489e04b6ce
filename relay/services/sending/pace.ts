import { sql } from 'kysely';
import { z } from 'zod';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { PAIR_BURST, PAIR_MS, retryDelay, SENDER_BURST_MS, TRIAL_MS } from './timing.ts';

/* How fast messages may leave; the rules are in docs/decisions/0007-pacing.md, the arithmetic in
 * the database (migration 4), so that all relays share it. */

const turns = z.array(
  z.object({
    wait_until: z.number().nullable(),
    is_alone: z.boolean(),
    is_trial: z.boolean(),
  }),
);

/** What came of asking for a turn. */
export type Turn =
  /** ms; `isAlone`: this message waits, and not all of its sender or account. */
  | { readonly waitUntil: number; readonly isAlone: boolean }
  /** `isTrial`: it tries whether a provider that was busy takes messages again. */
  | { readonly waitUntil: null; readonly isTrial: boolean };

/**
 * Takes the turns of messages at their sender's pace and at the pace to their person, one after the
 * other. To be called in the transaction that releases them, with their conversations locked.
 *
 * @param conversations one for each message; those of a sender together, senders by id
 * @param now ms on the relay's clock
 * @returns a turn for each; where one has to wait, nothing is taken for it
 */
export async function takeTurns(
  { sql: db, tenantId }: TenantTransaction,
  conversations: readonly ConversationId[],
  now: number,
): Promise<Turn[]> {
  if (conversations.length === 0) return [];
  const { rows } = await sql`
    SELECT t.wait_until, t.is_alone, t.is_trial
    FROM unnest(${conversations}::uuid[]) WITH ORDINALITY AS g(id, n)
    CROSS JOIN LATERAL casement.take_turn(${tenantId}::uuid, g.id, ${now}::bigint,
      ${PAIR_MS}::integer, ${PAIR_BURST}::integer, ${SENDER_BURST_MS}::integer, ${TRIAL_MS}::integer) AS t
    ORDER BY g.n`.execute(db);
  return turns
    .parse(rows)
    .map(({ wait_until: waitUntil, is_alone: isAlone, is_trial: isTrial }) =>
      waitUntil === null ? { waitUntil, isTrial } : { waitUntil, isAlone },
    );
}

/** A call that the provider answered with 429. */
interface Busy {
  readonly accountId: string;
  /** ms, when the call was released. */
  readonly releasedAt: number;
  readonly token: string;
  /** ms that the provider asked for. */
  readonly retryAfterMs: number | null;
  readonly now: number;
}

/**
 * Makes everything of an account wait, as its provider takes no more. Each time in a row the wait
 * doubles; calls that were under way together count once.
 *
 * @returns ms until which it waits
 */
export async function notePause(
  { sql: db, tenantId }: TenantTransaction,
  { accountId, releasedAt, token, retryAfterMs, now }: Busy,
): Promise<number> {
  const known = await db
    .selectFrom('account_pauses')
    .select(['until', 'noted_at', 'in_a_row'])
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  const isSibling = known !== undefined && releasedAt <= known.noted_at;
  const before = known?.in_a_row ?? 0;
  const inARow = isSibling ? before : before + 1;
  const delay = retryDelay(Math.max(1, inARow), token, retryAfterMs);
  const until = isSibling ? Math.max(known.until, now + (retryAfterMs ?? 0)) : now + delay;
  const pause = { until, noted_at: isSibling ? known.noted_at : now, in_a_row: inARow };
  await db
    .insertInto('account_pauses')
    .values({ tenant_id: tenantId, provider_account_id: accountId, ...pause })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'provider_account_id']).doUpdateSet({
        ...pause,
        // Another relay may have been the first at the same time.
        ...(known === undefined
          ? { until: sql<number>`greatest(excluded.until, account_pauses.until)` }
          : {}),
      }),
    )
    .execute();
  return until;
}

/** The provider has answered the message that was tried: the others need wait no longer. */
export async function endPause(
  { sql: db, tenantId }: TenantTransaction,
  accountId: string,
  releasedAt: number,
): Promise<void> {
  await db
    .deleteFrom('account_pauses')
    .where('tenant_id', '=', tenantId)
    .where('provider_account_id', '=', accountId)
    .where('noted_at', '<=', releasedAt)
    .execute();
}
