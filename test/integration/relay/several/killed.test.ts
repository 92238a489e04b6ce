import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import { createTwilioProvider } from '../../../../relay/providers/twilio/twilio-provider.ts';
import { loadSecretKey } from '../../../../relay/secret-key.ts';
import { conversationId, messageId } from '../../../../shared/contract/ids.ts';
import { startSimulator } from '../../../../simulator/simulator.ts';
import {
  connectDesktop,
  nextOf,
  signIn,
  type TestDesktop,
} from '../../../support/relay/desktop.ts';
import { relayProcess } from '../../../support/relay/relay-process.ts';
import { firstTenant, runningRelay } from '../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../support/relay/sql.ts';

const CUSTOMERS = 60;
const UNSETTLED = ['queued', 'sending'];

/** Two relays on one database, one of them a process; the simulator knows the other one. */
async function twoRelays() {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const tenant = firstTenant();
  const key = randomBytes(32);
  const staying = await runningRelay({
    seed: { kind: 'tenant', tenant },
    provider: createTwilioProvider({ baseUrl: simulator.url }),
    secretKey: await loadSecretKey(key, ''),
  });
  const mortal = await relayProcess(
    {
      DATABASE_URL: staying.databaseUrl,
      CASEMENT_SECRET_KEY: key.toString('base64'),
      TWILIO_BASE_URL: simulator.url,
      PUBLIC_URL: staying.url,
    },
    onTestFinished,
  );
  const account = simulator.addAccount({
    sid: tenant.account.sid,
    authToken: tenant.account.authToken,
  });
  const [webhook] = await staying.webhooks();
  account.addSender({
    address: 'whatsapp:+13125550142',
    displayName: 'Northwind',
    callbackUrl: webhook?.url,
  });
  return { simulator, account, staying, mortal };
}

type Sent = Readonly<{ command: string; message: string; conversation: string; body: string }>;

/** Gives the command; false where no answer came. */
async function send(desktop: TestDesktop, sent: Sent): Promise<boolean> {
  const gone = nextOf(desktop.socket, 'disconnect').then(() => false);
  const input = {
    messageId: messageId.parse(sent.message),
    conversationId: conversationId.parse(sent.conversation),
    body: sent.body,
    repliesToId: null,
    validUntil: null,
  };
  const call = { id: sent.command, name: 'message.sendText', input };
  if (!desktop.socket.connected) return false;
  const given = desktop.socket.emitWithAck('command', call).then((answer: unknown) => {
    expect(answer).toMatchObject({ ok: true });
    return true;
  });
  return Promise.race([given, gone]);
}

test('what a killed relay left is finished by the other, and the provider has each send once', async () => {
  const { simulator, account, staying, mortal } = await twoRelays();
  const token = await signIn(staying.url);
  const [here, there] = [
    await connectDesktop(staying.url, token),
    await connectDesktop(mortal.url, token),
  ];
  // A webhook at one is told at the other.
  const told = nextOf(there.socket, 'changed');
  for (let i = 0; i < CUSTOMERS; i += 1) {
    const address = `whatsapp:+1415555${String(1000 + i)}`;
    await account.addCustomer({ address, profileName: `Customer ${i}` }).writes('Is it in stock?');
  }
  expect(await told).toMatchObject({ epoch: here.welcome.head.epoch });
  const first = await there.call('snapshot', { before: null, limit: 200, messagesEach: 1 });
  const conversations = first.ok
    ? first.value.changes.filter(({ entity }) => entity === 'conversation')
    : [];
  expect(conversations).toHaveLength(CUSTOMERS);

  const sends: Sent[] = conversations.map(({ id }) => ({
    command: randomUUID(),
    message: v7(),
    conversation: id,
    body: `Yes, ${randomUUID()}`,
  }));
  const taken = () => simulator.log().filter(({ type }) => type === 'accepted').length;
  const answered = sends.map(async (sent, i) => send(i % 2 === 0 ? there : here, sent));
  await expect.poll(taken, { timeout: 60_000, interval: 2 }).toBeGreaterThan(8);
  await mortal.kill();
  const done = await Promise.all(answered);
  // As its desktop does: what had no answer is said again, at the relay that is left.
  const again = sends.filter((_sent, i) => done[i] !== true);
  for (const sent of again) expect(await send(here, sent)).toBe(true);
  const unsettled = () =>
    asAdmin(
      staying.databaseUrl,
      `SELECT id FROM casement.messages WHERE direction = 'outbound' AND status = ANY($1)`,
      [UNSETTLED],
    );
  // Calls of the dead relay are in doubt until their time is over, by both clocks.
  const later = async () => {
    staying.clock.advance(15_000);
    await simulator.clock.advance(15_000);
    return unsettled();
  };
  await expect.poll(later, { timeout: 120_000, interval: 500 }).toEqual([]);

  const bodies = simulator
    .log()
    .flatMap((entry) => (entry.type === 'accepted' ? [entry.message.body] : []));
  const mine = bodies.filter((body) => sends.some((sent) => sent.body === body));
  expect(new Set(mine).size).toBe(mine.length);
  const ended = await asAdmin(
    staying.databaseUrl,
    `SELECT body, status FROM casement.messages WHERE direction = 'outbound'`,
  );
  expect(ended).toHaveLength(CUSTOMERS);
  const went = ended.filter(({ status }) => status !== 'unconfirmed');
  expect(new Set(mine)).toEqual(new Set([...went.map(({ body }) => body), ...mine]));
  for (const { body, status } of went) {
    expect([status, mine.includes(String(body))]).toEqual([status, true]);
  }
  // No more are unknown than the dead relay had in flight.
  expect(ended.length - went.length).toBeLessThanOrEqual(16);
}, 180_000);
