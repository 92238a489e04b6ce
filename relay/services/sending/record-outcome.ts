import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { MessageId, TenantId } from '../../../shared/contract/ids.ts';
import type { Parts } from '../../parts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { SendOutcome } from '../../providers/provider.ts';
import { describeProblem } from '../../providers/twilio/error-codes.ts';
import { recordEvidence } from './evidence.ts';
import { moveTo } from './move.ts';
import type { Released } from './release.ts';
import { noteOptOut } from './note-opt-out.ts';
import { endPause, notePause } from './pace.ts';
import {
  lockConversation,
  lockConversations,
  type LockedConversation,
  type LockedMessage,
  lockMessage,
  lockMessages,
} from './send-store.ts';
import { bindSends, knownSids, type Taken } from './steps-together.ts';
import { nextLook, retryDelay } from './timing.ts';

/** What came of a released send. `not_called`: the relay itself held it back, before any call. */
export type Outcome = SendOutcome | { readonly kind: 'not_called'; readonly problem: RefusalCode };

/** What shows that the provider takes messages again. */
const ANSWERS: ReadonlySet<Outcome['kind']> = new Set(['accepted', 'refused', 'in_doubt']);

/** A call that has come to something. */
export interface Called {
  readonly released: Released;
  readonly outcome: Outcome;
}

/**
 * Records what came of calls for one tenant. An answer that comes late, when others have gone on
 * without it, changes only what the table in docs/decisions/0004-sending.md allows.
 */
export async function recordOutcomes(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  tenantId: TenantId,
  group: readonly Called[],
): Promise<void> {
  await store.inTenant(tenantId, async (tx) => {
    const places = group.map(({ released }) => released.due);
    await lockConversations(
      tx,
      places.map((due) => due.conversation_id),
    );
    const messages = await lockMessages(
      tx,
      places.map((due) => due.message_id),
    );
    const bound = await bindPlain(tx, group, messages, clock.now());
    for (const called of group) {
      if (bound.has(called)) continue;
      // Read anew: another call of the group may have been for it.
      const conversation = await lockConversation(tx, called.released.due.conversation_id);
      const message = await lockMessage(tx, called.released.due.message_id);
      if (conversation === undefined || message === undefined) continue;
      await recordOne({ clock, log }, tx, conversation, message, called);
    }
  });
}

/** Binds all that were plainly taken. @returns whose they were */
async function bindPlain(
  tx: TenantTransaction,
  group: readonly Called[],
  messages: ReadonlyMap<MessageId, LockedMessage>,
  now: number,
): Promise<ReadonlySet<Called>> {
  const plain = new Map<MessageId, { readonly called: Called; readonly taken: Taken }>();
  for (const called of group) {
    const message = messages.get(called.released.due.message_id);
    const taken = message === undefined ? null : takenPlainly(called, message);
    if (taken !== null && !plain.has(taken.id)) plain.set(taken.id, { called, taken });
  }
  const all = [...plain.values()];
  const known = await knownSids(
    tx,
    all.map(({ taken }) => taken.providerSid),
  );
  const fresh = all.filter(({ taken }) => !known.has(taken.providerSid));
  await bindSends(
    tx,
    fresh.map(({ taken }) => taken),
    now,
  );
  return new Set(fresh.map(({ called }) => called));
}

/** What nearly every call comes to: the provider has taken a message that nothing was known of. */
function takenPlainly({ released, outcome }: Called, message: LockedMessage): Taken | null {
  const { id, conversation_id, provider_sid: bound, send } = message;
  if (outcome.kind !== 'accepted' || released.isTrial || bound !== null || send === null)
    return null;
  const { providerSid, status } = outcome;
  if (status !== 'accepted' && status !== 'sent') return null;
  return { id, conversation_id, providerSid, status };
}

async function recordOne(
  { clock, log }: Pick<Parts, 'clock' | 'log'>,
  tx: TenantTransaction,
  conversation: LockedConversation,
  message: LockedMessage,
  { released, outcome }: Called,
): Promise<void> {
  const now = clock.now();
  if (released.isTrial && ANSWERS.has(outcome.kind)) {
    await endPause(tx, released.account.id, released.at);
  }
  if (outcome.kind !== 'accepted') {
    await recordWithoutProof(tx, conversation, message, released, outcome, now);
    return;
  }
  const { providerSid, status } = outcome;
  const recorded = await recordEvidence(tx, conversation, message, {
    providerSid,
    status,
    errorCode: null,
    now,
  });
  if (recorded === 'taken') {
    // It stays as it is, and is settled by other evidence or by a person.
    log.error({ messageId: message.id, providerSid }, 'the SID belongs to another message');
  }
}

async function recordWithoutProof(
  tx: TenantTransaction,
  conversation: LockedConversation,
  message: LockedMessage,
  released: Released,
  outcome: Exclude<Outcome, { kind: 'accepted' }>,
  now: number,
): Promise<void> {
  const { send } = message;
  const { attempt, account, at: releasedAt, token } = released;
  // It is about the account, whatever has become of this message since.
  const pausedUntil =
    outcome.kind === 'busy'
      ? await notePause(tx, {
          accountId: account.id,
          releasedAt,
          token,
          retryAfterMs: outcome.retryAfterMs,
          now,
        })
      : null;
  // Evidence that the provider has it outweighs any answer.
  if (send === null || message.provider_sid !== null || send.attempts !== attempt) return;
  const { state } = send;
  switch (outcome.kind) {
    case 'not_called':
      if (state !== 'calling') return;
      await moveTo(tx, message, { state: 'parked', status: 'parked', problem: outcome.problem });
      return;
    case 'not_departed':
    case 'busy': {
      if (state !== 'calling' && state !== 'in_doubt') return;
      // Later ones have gone on without it: sent now, it would arrive after them.
      if (await isOvertaken(tx, send)) {
        await moveTo(tx, message, { state: 'parked', status: 'parked', problem: 'expired' });
        return;
      }
      const again = pausedUntil ?? now + retryDelay(attempt, token, null);
      await moveTo(tx, message, {
        state: 'queued',
        status: 'queued',
        problem: null,
        send: { due_at: Math.min(again, released.giveUpAt), doubt_since: null },
      });
      return;
    }
    case 'refused': {
      if (state !== 'calling' && state !== 'in_doubt' && state !== 'unconfirmed') return;
      const { code } = describeProblem(outcome.errorCode);
      await noteOptOut(tx, conversation, outcome.errorCode);
      // The provider never had it, and a template would be taken: like one that was held back here.
      const parked = code === 'window_closed';
      await moveTo(tx, message, {
        state: parked ? 'parked' : 'ended',
        status: parked ? 'parked' : 'failed',
        problem: code,
        providerCode: outcome.errorCode,
      });
      return;
    }
    case 'in_doubt': {
      if (state !== 'calling') return;
      const look = nextLook(now, send.called_at ?? now, now) ?? now;
      // People see no difference: it is being sent.
      await tx.sql
        .updateTable('sends')
        .set({ state: 'in_doubt', doubt_since: now, due_at: look })
        .where('tenant_id', '=', tx.tenantId)
        .where('message_id', '=', message.id)
        .execute();
      return;
    }
  }
}

/** Whether a later message of the conversation has been released. */
async function isOvertaken(
  { sql, tenantId }: TenantTransaction,
  { conversation_id, place }: NonNullable<LockedMessage['send']>,
): Promise<boolean> {
  const later = await sql
    .selectFrom('sends')
    .select('place')
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', conversation_id)
    .where('place', '>', place)
    .where('attempts', '>', 0)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}
