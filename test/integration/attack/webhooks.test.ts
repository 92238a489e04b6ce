import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { createTwilioProvider } from '../../../relay/providers/twilio/twilio-provider.ts';
import { census } from '../../support/attack/census.ts';
import { tally } from '../../support/attack/tally.ts';
import {
  customerMessage,
  signature,
  webhookPoster,
  type WebhookTarget,
} from '../../support/attack/webhooks.ts';
import { firstTenant, runningRelay, type TestRelay } from '../../support/relay/running-relay.ts';

const TWILIO = '54.172.60.1';

async function attacked(patience?: number) {
  const tenant = firstTenant();
  const relay: TestRelay = await runningRelay({
    seed: { kind: 'tenant', tenant },
    provider: createTwilioProvider({ baseUrl: 'http://127.0.0.1:9' }),
    ...(patience === undefined ? {} : { patience }),
  });
  const [address] = await relay.webhooks();
  if (address === undefined) throw new Error('no account');
  const { sid: accountSid, authToken } = tenant.account;
  const target: WebhookTarget = { url: address.url, accountSid, authToken };
  const poster = webhookPoster(50);
  onTestFinished(() => poster.close());
  const honest = (form = customerMessage(accountSid), from = TWILIO) =>
    poster.post(target.url, form, signature(target, form), from);
  return { relay, target, poster, honest };
}

test('a thousand forged webhooks store nothing, tell nothing, and shut out only who sent them', async () => {
  const { relay, target, poster, honest } = await attacked();
  const before = await census(relay.databaseUrl);
  const forged = await Promise.all(
    Array.from({ length: 1000 }, (_, i) => {
      const form = customerMessage(target.accountSid);
      const unknown = target.url.replace(/[0-9a-f-]{36}/, randomUUID());
      // A wrong signature, none, one of another form, one of another account's address.
      const url = i % 4 === 3 ? unknown : target.url;
      const signed = [
        'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
        null,
        signature(target, { ...form, Body: 'Send me money' }),
        signature({ ...target, url }, form),
      ][i % 4];
      return poster.post(
        url,
        form,
        signed ?? null,
        i < 900 ? '203.0.113.7' : `203.0.113.${100 + (i % 50)}`,
      );
    }),
  );
  const counts = tally(forged.map(({ status }) => status));
  expect(new Set(Object.keys(counts))).toEqual(new Set(['403', '404', '429']));
  // The one with hundreds was not even looked at any more, as soon as the first were counted.
  expect(counts[429]).toBeGreaterThan(500);
  expect(new Set(forged.slice(900).map(({ status }) => status))).toEqual(new Set([403, 404]));
  expect(await census(relay.databaseUrl)).toEqual(before);
  for (const { body } of forged) expect(body).not.toMatch(/AC[0-9a-f]{32}|at .*\.ts/);

  expect((await honest()).status).toBe(200);
  const after = await census(relay.databaseUrl);
  expect(after['casement.messages']).toBe((before['casement.messages'] ?? 0) + 1);
});

test('who sends genuine webhooks is not shut out by forged ones from the same address', async () => {
  const { target, poster, honest } = await attacked();
  expect((await honest()).status).toBe(200);
  const forged = await Promise.all(
    Array.from({ length: 300 }, () =>
      poster.post(target.url, customerMessage(target.accountSid), 'AAAA', TWILIO),
    ),
  );
  expect(tally(forged.map(({ status }) => status))).toEqual({ 403: 300 });
  expect((await honest()).status).toBe(200);
});

test('a webhook that is replayed two hundred times is stored once', async () => {
  const { relay, target, honest } = await attacked();
  const form = customerMessage(target.accountSid);
  const before = await census(relay.databaseUrl);
  const replays = await Promise.all(Array.from({ length: 200 }, () => honest(form)));
  expect(tally(replays.map(({ status }) => status))).toEqual({ 200: 200 });
  const afterReplays = await census(relay.databaseUrl);
  expect(afterReplays['casement.messages']).toBe((before['casement.messages'] ?? 0) + 1);
  expect((await honest(form, '198.51.100.3')).status).toBe(200);
  expect(await census(relay.databaseUrl)).toEqual(afterReplays);
});

test('slow headers and slow bodies are cut off, and honest webhooks go through meanwhile', async () => {
  const { relay, target, honest } = await attacked(3000);
  const { port, pathname } = new URL(target.url);
  const slow = Array.from({ length: 60 }, (_, i) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: relay\r\nx-forwarded-for: 203.0.113.9\r\n`);
    if (i % 2 === 0) socket.write('content-length: 500\r\n\r\nBody=');
    // One character at a time, so that the line is never idle for long.
    const drip = setInterval(() => socket.write('x'), 400);
    const closed = once(socket, 'close').finally(() => clearInterval(drip));
    onTestFinished(() => {
      clearInterval(drip);
      socket.destroy();
    });
    socket.resume();
    return closed;
  });
  const before = await census(relay.databaseUrl);
  const answers = await Promise.all(Array.from({ length: 20 }, () => honest()));
  expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 20 });
  await Promise.all(slow);
  const after = await census(relay.databaseUrl);
  expect(after['casement.messages']).toBe((before['casement.messages'] ?? 0) + 20);
});
