import { setTimeout as delay } from 'node:timers/promises';
import type { Parts } from '../../parts.ts';
import type { ProviderAccount, ProviderEvent, StatusUpdate } from '../../providers/provider.ts';
import type { Receipt, Received } from '../../services/conversations/receive.ts';
import { receiveTogether } from '../../services/conversations/receive-together.ts';
import { type Applied, applyTogether, type StatusNews, type StatusSink } from './apply-together.ts';
import { gather } from '../../gather.ts';
import type { WebhookOutcome } from './plugin.ts';

/**
 * How long the provider's date is waited for. Twilio gives a webhook up after 15 s, and then
 * does not try it again. Source: Twilio, connection overrides.
 */
const DATE_WAIT_MS = 3000;
/** Webhooks of each kind that may wait to be stored: some seconds' worth. */
const MOST_WAITING = 5000;

export interface GenuineWebhook {
  readonly account: ProviderAccount;
  readonly event: ProviderEvent;
  readonly token: string | null;
  /** The provider has tried this delivery before. */
  readonly repeated: boolean;
}

/**
 * Stores what genuine webhooks say, together what comes together.
 *
 * @returns resolves after the commit; rejects with `TooMuchWaitingError` under too much load
 */
export function openReception(
  parts: Parts,
  sink: StatusSink,
): (webhook: GenuineWebhook) => Promise<WebhookOutcome> {
  const { store, clock } = parts;
  const inbound = gather<Receipt, Received>({
    run: (group) =>
      receiveTogether(
        parts,
        group.map(({ tenantId, item, done, failed }) => ({
          tenantId,
          receipt: item,
          stored: done,
          failed,
        })),
      ),
    groups: 2,
    items: 100,
    tenants: 100,
    waiting: MOST_WAITING,
  });
  const statuses = gather<StatusNews, Applied>({
    run: (group) => applyTogether(store, sink, group),
    groups: 4,
    items: 25,
    tenants: 1,
    waiting: MOST_WAITING,
  });

  const receiveStatus = async (
    { account, token }: GenuineWebhook,
    event: StatusUpdate,
  ): Promise<WebhookOutcome> => {
    const outcome = await statuses(account.tenantId, {
      ...event,
      account,
      token,
      now: clock.now(),
    });
    return outcome === 'applied' ? 'stored' : outcome;
  };

  return async (webhook) => {
    const { account, event, repeated } = webhook;
    if (event.kind === 'status') return receiveStatus(webhook, event);
    const receivedAt = clock.now();
    const providerDate = repeated ? await dateOf(parts, account, event.providerSid) : null;
    const outcome = await inbound(account.tenantId, {
      accountId: account.id,
      message: event,
      receivedAt,
      providerDate,
    });
    return outcome === 'no_sender' ? 'refused_sender' : outcome;
  };
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
