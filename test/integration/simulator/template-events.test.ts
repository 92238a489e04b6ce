import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderConfirmed } from '../../support/twilio-schema/templates.ts';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../support/twilio-schema/webhook-receiver.ts';
import { startWorld, type World } from '../../support/twilio-schema/world.ts';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const GOOD = 'Hola {{1}}, su pedido {{2}} ha sido confirmado por nuestro almacén.';

let world: World;
let sink: WebhookReceiver;

beforeEach(async () => {
  world = await startWorld({ reviewMs: 5 * MINUTE });
  sink = await startReceiver();
  world.account.streamEventsTo(`${sink.url}/events`);
});

afterEach(async () => {
  await sink.close();
  await world.close();
});

async function approved(): Promise<string> {
  const { contents } = world.client.content.v1;
  const { sid } = await contents.create(orderConfirmed(GOOD));
  await contents(sid).approvalCreate.create({ name: 'order_confirmed', category: 'UTILITY' });
  await world.simulator.clock.advance(12 * MINUTE);
  return sid;
}

/** What each event said, in the order in which they came. */
const told = () =>
  sink.received
    .flatMap(({ body }) => (Array.isArray(body) ? body : []))
    .map(({ data }) => [data.type, data.template.previousValue, data.template.currentValue]);

const statusOf = async (sid: string) => {
  const { whatsapp } = await world.client.content.v1.contents(sid).approvalFetch().fetch();
  return Object.entries(whatsapp ?? {}).find(([name]) => name === 'status')?.[1];
};

describe('the event stream of an account', () => {
  it('tells of every change, signed over the address and the body', async () => {
    const sid = await approved();
    world.account.recategorise(sid, 'MARKETING');
    await world.simulator.settled();
    await world.simulator.clock.advance(0);
    expect(told()).toEqual([
      ['status_update', 'received', 'pending'],
      ['status_update', 'pending', 'approved'],
      ['category_update', 'utility', 'marketing'],
    ]);
    const [first] = sink.received;
    const signature = String(first?.headers['x-twilio-signature']);
    const url = `${sink.url}${first?.url ?? ''}`;
    const body = JSON.stringify(first?.body);
    const { authToken } = world.account;
    expect(twilio.validateRequestWithBody(authToken, signature, url, body)).toBe(true);
    expect(twilio.validateRequestWithBody(authToken, signature, url, `${body} `)).toBe(false);
  });

  it('pauses for 3 h, then for 6 h, and then disables, as quality falls', async () => {
    const sid = await approved();
    for (const hours of [3, 6]) {
      world.account.dropQuality(sid);
      // The clock goes on by itself meanwhile.
      await world.simulator.clock.advance(hours * HOUR - MINUTE);
      expect(await statusOf(sid)).toBe('paused');
      await world.simulator.clock.advance(MINUTE);
      expect(await statusOf(sid)).toBe('approved');
    }
    world.account.dropQuality(sid);
    await world.simulator.clock.advance(100 * HOUR);
    expect(await statusOf(sid)).toBe('disabled');
    expect(
      told()
        .slice(2)
        .map(([, , now]) => now),
    ).toEqual(['paused', 'approved', 'paused', 'approved', 'disabled']);
  });

  it('is tried again under the same id until it is taken', async () => {
    sink.answerWith(503);
    const sid = await approved();
    world.account.takeAwayContent(sid);
    await world.simulator.clock.advance(0);
    sink.answerWith(204);
    await world.simulator.clock.advance(HOUR);
    const events = world.simulator.log().filter((entry) => entry.type === 'event');
    const last = events.filter(({ event }) => event.current === 'deleted');
    expect(last.map(({ answer }) => answer).at(-1)).toBe(204);
    expect(new Set(last.map(({ event }) => event.id)).size).toBe(1);
    expect(last.length).toBeGreaterThan(1);
  });

  it('duplicates, delays and loses events when it is told to', async () => {
    const sid = await approved();
    const before = told().length;
    world.simulator.faults.set({ kind: 'lose', callbacks: 'event' });
    world.account.setApproval(sid, 'paused');
    await world.simulator.clock.advance(0);
    expect(told()).toHaveLength(before);
    world.simulator.faults.set({ kind: 'duplicate', callbacks: 'event' });
    world.account.setApproval(sid, 'approved');
    await world.simulator.clock.advance(0);
    expect(told()).toHaveLength(before + 2);
    world.simulator.faults.set({ kind: 'reorder', callbacks: 'event' });
    world.account.setApproval(sid, 'paused');
    await world.simulator.clock.advance(MINUTE / 2);
    expect(told()).toHaveLength(before + 2);
    await world.simulator.clock.advance(MINUTE / 2);
    expect(told()).toHaveLength(before + 3);
  });
});
