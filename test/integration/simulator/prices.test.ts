import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MESSAGE, USAGE_RECORD_LIST } from '../../support/twilio-schema/schema.ts';
import { violations } from '../../support/twilio-schema/violations.ts';
import {
  CUSTOMER,
  SMS_CUSTOMER,
  SMS_SENDER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: World;

beforeEach(async () => {
  world = await startWorld({ pricedMs: 10 * MINUTE });
});

afterEach(async () => {
  await world.close();
});

/** What the last answer had. */
function lastAnswer(): unknown {
  const body = world.answers.at(-1)?.body;
  return typeof body === 'string' ? JSON.parse(body) : body;
}

const reply = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Sí, 40 cajas' };
const priceOf = async (sid: string) => (await world.client.messages(sid).fetch()).price;

describe('the price of a message', () => {
  it('is known some time after it arrived, and is what Twilio takes', async () => {
    const inbound = await world.account.customer(CUSTOMER).writes('¿Tienen tornillo M8?');
    const sent = await world.client.messages.create(reply);
    await world.simulator.clock.advance(9 * MINUTE);
    expect([await priceOf(inbound), await priceOf(sent.sid)]).toEqual([null, null]);
    await world.simulator.clock.advance(2 * MINUTE);
    expect([await priceOf(inbound), await priceOf(sent.sid)]).toEqual(['-0.00500', '-0.00500']);
    expect(violations(MESSAGE, lastAnswer())).toEqual([]);
  });

  it('of an SMS is by its parts and its country; of a failed one the fee for that', async () => {
    const sms = { from: SMS_SENDER, to: SMS_CUSTOMER, body: 'x'.repeat(161) };
    const arrived = await world.client.messages.create(sms);
    await world.simulator.clock.advance(DAY);
    world.account.customer(SMS_CUSTOMER).failsWith(30_003);
    const failed = await world.client.messages.create(sms);
    await world.simulator.clock.advance(DAY);
    expect([await priceOf(arrived.sid), await priceOf(failed.sid)]).toEqual([
      '-0.01660',
      '-0.00100',
    ]);
  });

  it('of one that arrives days later is known days later', async () => {
    world.account.addCustomer({
      address: SMS_CUSTOMER,
      profileName: 'Dana Reyes',
      deliversAfterMs: 12 * DAY,
    });
    const sent = await world.client.messages.create({
      ...reply,
      from: SMS_SENDER,
      to: SMS_CUSTOMER,
    });
    await world.simulator.clock.advance(11 * DAY);
    expect(await world.client.messages(sent.sid).fetch()).toMatchObject({
      status: 'sent',
      price: null,
    });
    await world.simulator.clock.advance(2 * DAY);
    expect(await world.client.messages(sent.sid).fetch()).toMatchObject({
      status: 'delivered',
      price: '-0.00830',
    });
  });
});

describe('usage records', () => {
  it('have Twilio’s part and Meta’s apart, by day, in pages, as Twilio describes them', async () => {
    // Noon, so that what is done at once is of one day; Meta's part is there from October 2026.
    const now = world.simulator.clock.now();
    const noon = Math.max((Math.floor(now / DAY) + 1.5) * DAY, Date.UTC(2026, 10, 23, 12));
    await world.simulator.clock.advance(noon - now);
    for (let day = 0; day < 3; day += 1) {
      await world.account.customer(CUSTOMER).writes('¿Tienen tornillo M8?');
      await world.client.messages.create(reply);
      await world.simulator.clock.advance(DAY);
    }
    const { daily } = world.client.usage.records;
    const records = await daily.list({ pageSize: 2 });
    expect(violations(USAGE_RECORD_LIST, lastAnswer())).toEqual([]);
    expect(records).toHaveLength(9);
    expect(new Set(records.map(({ startDate }) => String(startDate))).size).toBe(3);
    const [first] = records;
    const ofDay = records.filter(({ startDate }) => String(startDate) === String(first?.startDate));
    expect(ofDay.map(({ category, count, price }) => [category, count, price])).toEqual([
      ['channels-messaging-inbound', '1', 0.005],
      ['channels-messaging-outbound', '1', 0.005],
      ['channels-whatsapp-template-service', '1', 0],
    ]);
    const inbound = await daily.list({ category: 'channels-messaging-inbound' });
    expect(inbound).toHaveLength(3);
    const later = await daily.list({ startDate: inbound[1]?.startDate ?? new Date(0) });
    expect(later).toHaveLength(6);
  });
});
