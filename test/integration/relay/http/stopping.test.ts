import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { InboundMessage } from '../../../../relay/providers/provider.ts';
import { runningRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';
import { unusedProvider } from '../../../support/relay/unused-provider.ts';

const message: InboundMessage = {
  kind: 'inbound',
  providerSid: `SM${randomBytes(16).toString('hex')}`,
  channel: 'whatsapp',
  from: { phone: '+5215512345678', whatsappUserId: null },
  to: '+13125550142',
  profileName: null,
  body: 'Is it in stock?',
  media: [],
  location: null,
  button: null,
  referral: null,
  repliesToSid: null,
};

/** A relay in the middle of a webhook, whose provider tells the date only when `tell` resolves. */
async function inTheMiddle(tell: () => Promise<unknown>) {
  const asked = Promise.withResolvers<void>();
  const relay = await runningRelay({
    provider: unusedProvider({
      isGenuine: () => true,
      parseWebhook: () => message,
      fetchMessage: async () => {
        asked.resolve();
        await tell();
        return null;
      },
    }),
  });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const [webhook] = await relay.webhooks();
  const sent = request(webhook?.url ?? '', {
    agent,
    method: 'POST',
    // As on a repetition: the message's date is asked for before it is stored.
    headers: { 'i-twilio-idempotency-token': 'again', 'content-type': 'text/plain' },
  });
  sent.on('error', () => undefined);
  sent.end('a=1');
  await asked.promise;
  return { relay, sent };
}

function stored(databaseUrl: string): Promise<Record<string, unknown>[]> {
  return asAdmin(databaseUrl, 'SELECT body FROM casement.messages');
}

test('what is being answered as the relay stops is answered, and its line is not kept', async () => {
  const go = Promise.withResolvers<void>();
  const { relay, sent } = await inTheMiddle(() => go.promise);
  const answered: Promise<IncomingMessage[]> = once(sent, 'response');
  const closing = relay.close();
  go.resolve();
  const [answer] = await answered;
  expect([answer?.statusCode, answer?.headers.connection]).toEqual([200, 'close']);
  answer?.resume();
  await closing;
  expect(await stored(relay.databaseUrl)).toEqual([{ body: 'Is it in stock?' }]);
});

test('a webhook whose line was lost is stored before the relay lets go of the database', async () => {
  const stopping = Promise.withResolvers<void>();
  // Long enough for everything else to be let go of.
  const { relay, sent } = await inTheMiddle(() => Promise.race([stopping.promise, pause(1000)]));
  sent.destroy();
  await relay.close().then(stopping.resolve);
  expect(await stored(relay.databaseUrl)).toEqual([{ body: 'Is it in stock?' }]);
});
