import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { Parts } from '../../parts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { SendOutcome } from '../../providers/provider.ts';
import { describeProblem } from '../../providers/twilio/error-codes.ts';
import { recordEvidence } from './evidence.ts';
import { moveTo } from './move.ts';
import type { Released } from './release.ts';
import { lockConversation, type LockedMessage, lockMessage } from './send-store.ts';
import { nextLook, retryDelay } from './timing.ts';

/** What came of a released send. `not_called`: the relay itself held it back, before any call. */
export type Outcome = SendOutcome | { readonly kind: 'not_called'; readonly problem: RefusalCode };

/**
 * Records what came of a call. An answer that comes late, when others have gone on without it,
 * changes only what the table in docs/decisions/0004-sending.md allows.
 */
export async function recordOutcome(
  { store, clock, log }: Pick<Parts, 'store' | 'clock' | 'log'>,
  released: Released,
  outcome: Outcome,
): Promise<void> {
  const { tenant_id, conversation_id, message_id } = released.due;
  await store.inTenant(tenant_id, async (tx) => {
    const conversation = await lockConversation(tx, conversation_id);
    const message = await lockMessage(tx, message_id);
    if (conversation === undefined || message === undefined) return;
    const now = clock.now();
    if (outcome.kind !== 'accepted') {
      await recordWithoutProof(tx, message, released, outcome, now);
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
      log.error({ messageId: message_id, providerSid }, 'the SID belongs to another message');
    }
  });
}

async function recordWithoutProof(
  tx: TenantTransaction,
  message: LockedMessage,
  { attempt, token }: Released,
  outcome: Exclude<Outcome, { kind: 'accepted' }>,
  now: number,
): Promise<void> {
  const { send } = message;
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
      const atLeast = outcome.kind === 'busy' ? outcome.retryAfterMs : null;
      await moveTo(tx, message, {
        state: 'queued',
        status: 'queued',
        problem: null,
        send: { due_at: now + retryDelay(attempt, token, atLeast), doubt_since: null },
      });
      return;
    }
    case 'refused': {
      if (state !== 'calling' && state !== 'in_doubt' && state !== 'unconfirmed') return;
      const { code } = describeProblem(outcome.errorCode);
      await moveTo(tx, message, {
        state: 'ended',
        status: 'failed',
        problem: code,
        providerCode: outcome.errorCode,
      });
      return;
    }
    case 'in_doubt': {
      if (state !== 'calling') return;
      const look = nextLook(now, send.called_at ?? now, now) ?? now;
      await moveTo(tx, message, {
        state: 'in_doubt',
        status: 'sending',
        problem: null,
        send: { doubt_since: now, due_at: look },
      });
      return;
    }
  }
}
