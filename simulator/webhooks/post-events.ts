import { createHash } from 'node:crypto';
import twilio from 'twilio';
import { faultName, type WebhookOutcome } from './post-webhook.ts';

/** How long a sink may take to answer. Source: Twilio, Event Streams: webhook sinks. */
const READ_TIMEOUT_MS = 5000;

/**
 * Posts events as Twilio's Event Streams do: a JSON list, signed with the account's token over the
 * address, which carries the hash of the body as `bodySHA256`.
 */
export async function postEvents(
  sink: string,
  events: readonly object[],
  authToken: string,
): Promise<Omit<WebhookOutcome, 'isUnconnected'>> {
  const body = JSON.stringify(events);
  const url = new URL(sink);
  url.searchParams.set('bodySHA256', createHash('sha256').update(body).digest('hex'));
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'TwilioProxy/1.1',
        'X-Twilio-Signature': twilio.getExpectedTwilioSignature(authToken, url.href, {}),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return { answer: answer.status, problem: null };
  } catch (error) {
    return { answer: null, problem: faultName(error) };
  }
}
