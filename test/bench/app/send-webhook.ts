import { randomUUID } from 'node:crypto';
import twilio from 'twilio';
import { SENDER, type World } from './world.ts';

/** The E.164 number of a made-up customer. */
export function customer(index: number): string {
  return `+1312666${String(1000 + index)}`;
}

/**
 * Delivers one message of a customer to the relay, signed as the provider signs.
 *
 * @returns when it was given to the network, ms since 1970 with fractions
 * @throws {Error} where the relay does not take it
 */
export async function sendWebhook(
  { account }: World,
  { from, body }: { readonly from: string; readonly body: string },
): Promise<number> {
  const form = {
    AccountSid: account.sid,
    MessageSid: `SM${randomUUID().replaceAll('-', '')}`,
    From: `whatsapp:${from}`,
    To: `whatsapp:${SENDER}`,
    Body: body,
    ProfileName: `Customer ${from.slice(-4)}`,
    NumMedia: '0',
  };
  const signature = twilio.getExpectedTwilioSignature(account.token, account.webhookUrl, form);
  const startedAt = performance.timeOrigin + performance.now();
  const response = await fetch(account.webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    },
    body: new URLSearchParams(form).toString(),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`The relay answered ${response.status}.`);
  return startedAt;
}
