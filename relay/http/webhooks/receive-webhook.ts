import { setTimeout as delay } from 'node:timers/promises';
import type { Parts } from '../../parts.ts';
import type { ProviderAccount, ProviderEvent } from '../../providers/provider.ts';
import { receiveInbound } from '../../services/conversations/receive.ts';
import type { StatusSink, WebhookOutcome } from './plugin.ts';

/**
 * How long the provider's date is waited for. Twilio gives a webhook up after 15 s, and then
 * does not try it again. Source: Twilio, connection overrides.
 */
const DATE_WAIT_MS = 3000;

interface GenuineWebhook {
  readonly account: ProviderAccount;
  readonly event: ProviderEvent;
  readonly token: string | null;
  /** The provider has tried this delivery before. */
  readonly repeated: boolean;
}

/** Stores what a genuine webhook says; resolves after the commit. */
export async function receive(
  parts: Parts,
  sink: StatusSink,
  { account, event, token, repeated }: GenuineWebhook,
): Promise<WebhookOutcome> {
  const { store, clock } = parts;
  const now = clock.now();
  if (event.kind === 'status') {
    const outcome = await store.inTenant(account.tenantId, (tx) =>
      sink.applyStatus(tx, { ...event, account, token, now }),
    );
    // A message that has ended may have held back the next one of its conversation.
    if (outcome === 'applied') sink.wake();
    return outcome === 'applied' ? 'stored' : outcome;
  }
  const providerDate = repeated ? await dateOf(parts, account, event.providerSid) : null;
  const outcome = await store.inTenant(account.tenantId, (tx) =>
    receiveInbound(tx, { accountId: account.id, message: event, receivedAt: now, providerDate }),
  );
  return outcome === 'no_sender' ? 'refused_sender' : outcome;
}

/**
 * When the provider got a message whose webhook was late. The webhook does not say, and a
 * window must not be opened later than the customer wrote.
 */
async function dateOf(
  { provider, log }: Parts,
  account: ProviderAccount,
  providerSid: string,
): Promise<number | null> {
  const enough = new AbortController();
  try {
    const asked = provider.fetchMessage(account, providerSid);
    const tooLong = delay(DATE_WAIT_MS, null, { signal: enough.signal }).then(() => {
      throw new Error(`the provider did not answer within ${DATE_WAIT_MS} ms`);
    });
    const found = await Promise.race([asked, tooLong]);
    return found?.createdAt ?? null;
  } catch (error) {
    // Twilio tries again for some seconds only: the time of receipt is nearly right.
    log.warn({ event: 'message_date_unknown', err: error });
    return null;
  } finally {
    enough.abort();
  }
}
