import { setTimeout as pause } from 'node:timers/promises';
import { validitySeconds } from '../../../shared/domain/window/service-window.ts';
import { isTransient } from '../../db/transient.ts';
import type { Parts } from '../../parts.ts';
import type { SendRequest } from '../../providers/provider.ts';
import type { AtFailpoint } from './failpoints.ts';
import type { Called, Outcome } from './record-outcome.ts';
import type { Released } from './release.ts';
import { BEGIN_CALL_MS } from './timing.ts';

/** ms before the outcome is recorded once more: a database that restarts is back in seconds. */
const RECORD_AGAIN_MS = [100, 300, 1000, 3000] as const;

/** Records what came of a call, with those that ended beside it. */
export type RecordOutcome = (called: Called) => Promise<void>;

/**
 * Hands a released send to the provider, once, and records what came of it. No transaction is
 * open during the call.
 */
export async function attempt(
  parts: Pick<Parts, 'clock' | 'provider' | 'publicUrl' | 'links' | 'metrics'>,
  released: Released,
  recordOutcome: RecordOutcome,
  at: AtFailpoint,
): Promise<void> {
  at('after_commit');
  const outcome = await call(parts, released, at);
  at('response_read');
  parts.metrics.providerCalls.inc({ outcome: outcome.kind });
  await record(recordOutcome, { released, outcome });
}

/** What is known of a call must not be lost with a connection: it would leave the send in doubt. */
async function record(recordOutcome: RecordOutcome, called: Called): Promise<void> {
  for (const wait of RECORD_AGAIN_MS) {
    try {
      await recordOutcome(called);
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(wait);
    }
  }
  await recordOutcome(called);
}

async function call(
  { provider, clock, publicUrl, links }: Pick<Parts, 'provider' | 'clock' | 'publicUrl' | 'links'>,
  { account, channel, from, to, content, token, validUntil, at: releasedAt }: Released,
  at: AtFailpoint,
): Promise<Outcome> {
  const now = clock.now();
  // By now another relay may have given it up, and a person may have sent it in other words.
  if (now > releasedAt + BEGIN_CALL_MS)
    return { kind: 'not_departed', reason: 'released too long ago' };
  const seconds = validUntil === null ? null : validitySeconds(validUntil, now);
  if (validUntil !== null && seconds === null) {
    return { kind: 'not_called', problem: 'window_closed' };
  }
  const request: SendRequest = {
    channel,
    from,
    to,
    content:
      content.kind === 'media'
        ? {
            kind: 'media',
            url: links.linkTo(account.tenantId, content.mediaId, now),
            body: content.body,
          }
        : content,
    statusCallback: `${publicUrl}/webhooks/twilio/${account.id}/status?send=${token}`,
    validitySeconds: seconds,
  };
  const answer = provider
    .send(account, request)
    // A provider's code that throws may have sent before it did.
    .catch((error: unknown): Outcome => ({ kind: 'in_doubt', reason: String(error) }));
  at('request_sent');
  return answer;
}
