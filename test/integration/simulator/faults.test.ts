import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sdkFor } from '../../support/twilio-schema/sdk-client.ts';
import { startReceiver } from '../../support/twilio-schema/webhook-receiver.ts';
import {
  ACCOUNT,
  CUSTOMER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

const MINUTE = 60 * 1000;

let world: World;

beforeEach(async () => {
  world = await startWorld();
  await world.account.customer(CUSTOMER).writes('Hola');
});

afterEach(async () => {
  await world.close();
});

const freeform = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Buenas tardes' };

function toldStatuses(): (string | undefined)[] {
  return world.receiver.received
    .filter((webhook) => webhook.url === '/status')
    .map((webhook) => webhook.params['MessageStatus']);
}

/** Which of twenty callbacks are lost with this seed. */
async function strikes(seed: number): Promise<number[]> {
  world.simulator.faults.clear();
  world.simulator.faults.set({ kind: 'lose', probability: 0.5, seed });
  const from = world.simulator.log().length;
  for (let count = 0; count < 20; count += 1) {
    await world.account.customer(CUSTOMER).writes('Hola');
  }
  const entries = world.simulator.log().slice(from);
  const kept = entries.filter((entry) => entry.type === 'inbound' || entry.type === 'fault');
  return kept.flatMap((entry, index) => (entry.type === 'fault' ? [index] : []));
}

describe('callbacks', () => {
  it('are duplicated', async () => {
    world.simulator.faults.set({ kind: 'duplicate', copies: 2, callbacks: 'status' });
    await world.client.messages.create(freeform);
    await world.simulator.clock.advance(MINUTE);
    expect(toldStatuses()).toEqual(['sent', 'sent', 'sent', 'delivered', 'read']);
  });

  it('are lost', async () => {
    world.simulator.faults.set({ kind: 'lose', callbacks: 'status', next: 2 });
    const { sid } = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(MINUTE);
    expect(toldStatuses()).toEqual(['read']);
    expect((await world.client.messages(sid).fetch()).status).toBe('read');
  });

  it('are delayed', async () => {
    world.simulator.faults.set({ kind: 'delay', delayMs: 2 * MINUTE, callbacks: 'status' });
    await world.client.messages.create(freeform);
    await world.simulator.clock.advance(MINUTE);
    expect(toldStatuses()).toEqual(['delivered', 'read']);
    await world.simulator.clock.advance(2 * MINUTE);
    expect(toldStatuses()).toEqual(['delivered', 'read', 'sent']);
  });

  it('change places, and one without a successor arrives all the same', async () => {
    world.simulator.faults.set({ kind: 'reorder', callbacks: 'status' });
    await world.client.messages.create(freeform);
    await world.simulator.clock.advance(10 * MINUTE);
    expect(toldStatuses()).toEqual(['delivered', 'sent', 'read']);
    world.simulator.faults.set({ kind: 'reorder', callbacks: 'inbound' });
    const sid = await world.account.customer(CUSTOMER).writes('¿Y?');
    const arrived = (): boolean =>
      world.receiver.received.some((webhook) => webhook.params['MessageSid'] === sid);
    expect(arrived()).toBe(false);
    await world.simulator.clock.advance(2 * MINUTE);
    expect(arrived()).toBe(true);
  });

  it('strike with a probability that follows from the seed', async () => {
    const first = await strikes(7);
    expect(first.length).toBeGreaterThan(3);
    expect(first.length).toBeLessThan(17);
    expect(await strikes(7)).toEqual(first);
    expect(await strikes(8)).not.toEqual(first);
  });
});

describe('requests', () => {
  it('are answered with 429, 500 and 503 before anything is accepted', async () => {
    const { faults } = world.simulator;
    faults.set({ kind: 'too-many-requests' });
    faults.set({ kind: 'error-before' });
    faults.set({ kind: 'error-before', status: 503 });
    const send = async (): Promise<unknown> => world.client.messages.create(freeform);
    await expect(send()).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(send()).rejects.toMatchObject({ status: 500 });
    await expect(send()).rejects.toMatchObject({ status: 503 });
    expect(world.account.messages()).toHaveLength(1);
    await expect(send()).resolves.toMatchObject({ status: 'queued' });
  });

  it('are answered with an error although the message was accepted', async () => {
    world.simulator.faults.set({ kind: 'error-after' });
    await expect(world.client.messages.create(freeform)).rejects.toMatchObject({ status: 500 });
    const [message] = await world.client.messages.list({ to: CUSTOMER });
    expect([message?.body, message?.status]).toEqual([freeform.body, 'queued']);
    await world.simulator.clock.advance(MINUTE);
    expect(toldStatuses()).toEqual(['sent', 'delivered', 'read']);
  });

  it.each([
    ['timeout-before', 'reset', 0],
    ['timeout-before', 'hold', 0],
    ['timeout-after', 'reset', 1],
    ['timeout-after', 'hold', 1],
  ] as const)('%s with %s leaves the sender without an answer', async (kind, how, accepted) => {
    world.simulator.faults.set({ kind, how });
    const { client } = sdkFor(world.simulator.url, ACCOUNT, 150);
    const send = client.messages.create(freeform);
    await expect(send).rejects.toMatchObject({
      code: how === 'reset' ? 'ECONNRESET' : 'ECONNABORTED',
    });
    expect(await world.client.messages.list({ to: CUSTOMER })).toHaveLength(accepted);
  });

  it('of other kinds are left alone unless they are meant', async () => {
    world.simulator.faults.set({ kind: 'error-before' });
    await expect(world.client.messages.list()).resolves.toHaveLength(1);
    world.simulator.faults.clear();
    world.simulator.faults.set({ kind: 'error-before', requests: 'any' });
    await expect(world.client.messages.list()).rejects.toMatchObject({ status: 500 });
  });
});

describe('webhooks without faults', () => {
  it('carry no retry token the first time', async () => {
    const before = world.receiver.received.length;
    await world.account.customer(CUSTOMER).writes('Buenos días');
    const headers = world.receiver.received[before]?.headers;
    expect(headers?.['x-twilio-signature']).toBeDefined();
    expect(headers?.['i-twilio-idempotency-token']).toBeUndefined();
  });

  it('are tried again once where no connection came about, with a token', async () => {
    const { url } = world.receiver;
    await world.receiver.close();
    const sid = await world.account.customer(CUSTOMER).writes('¿Hay alguien?');
    const receiver = await startReceiver(Number(new URL(url).port));
    await world.simulator.clock.advance(MINUTE);
    await receiver.close();
    const attempts = world.simulator
      .log()
      .flatMap((entry) => (entry.type === 'webhook' && entry.sid === sid ? [entry] : []));
    expect(attempts.map(({ attempt, answer, problem }) => ({ attempt, answer, problem }))).toEqual([
      { attempt: 1, answer: null, problem: 'ECONNREFUSED' },
      { attempt: 2, answer: 204, problem: null },
    ]);
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers['i-twilio-idempotency-token']).toBe(attempts[0]?.token);
  });

  it('are not tried again when they were answered with an error', async () => {
    world.receiver.answerWith(500);
    const sid = await world.account.customer(CUSTOMER).writes('¿Hay alguien?');
    await world.simulator.clock.advance(MINUTE);
    const attempts = world.simulator
      .log()
      .filter((entry) => entry.type === 'webhook' && entry.sid === sid);
    expect(attempts).toHaveLength(1);
  });

  it('go to the fallback address when the first one fails', async () => {
    const fallbackUrl = `${world.receiver.url}/fallback`;
    const callbackUrl = `${world.simulator.url}/nothing`;
    world.account.setCallbackUrls(WHATSAPP_SENDER, { callbackUrl, fallbackUrl });
    const sid = await world.account.customer(CUSTOMER).writes('¿Hay alguien?');
    await world.simulator.clock.advance(MINUTE);
    expect(world.receiver.received.at(-1)).toMatchObject({
      url: '/fallback',
      params: { MessageSid: sid, ErrorCode: '11200', ErrorUrl: callbackUrl },
    });
  });
});
