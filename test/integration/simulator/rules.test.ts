import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CUSTOMER,
  SMS_CUSTOMER,
  SMS_SENDER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

const HOUR = 60 * 60 * 1000;
const US_CUSTOMER = 'whatsapp:+12025550111';
const UNKNOWN_SID = `HX${'0'.repeat(32)}`;

let world: World;

beforeEach(async () => {
  world = await startWorld();
});

afterEach(async () => {
  await world.close();
});

const freeform = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Buenas tardes' };

function template(
  status: 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled',
  category: 'UTILITY' | 'MARKETING' = 'UTILITY',
  variables: Record<string, string> = { '1': 'Lucía' },
): string {
  const body = 'Hola {{1}}, su pedido ya va en camino.';
  const types = { 'twilio/text': { body } };
  const name = `order_${status}_${category.toLowerCase()}`;
  const [content] = world.account.importContents([
    { name, language: 'es_MX', category, types, variables, status },
  ]);
  return content?.sid ?? '';
}

async function outcome(message: Parameters<World['client']['messages']['create']>[0]) {
  const { sid } = await world.client.messages.create(message);
  await world.simulator.clock.advance(HOUR);
  const { status, errorCode, body } = await world.client.messages(sid).fetch();
  return { status, errorCode, body };
}

describe('a request is refused at once', () => {
  it.each([
    ['no recipient', { to: '' }, 21604],
    ['a recipient that is no address', { to: 'whatsapp:+12' }, 21211],
    ['no sender', { from: '' }, 21603],
    ['a WhatsApp sender of somebody else', { from: 'whatsapp:+12025550100' }, 63007],
    ['an SMS sender of somebody else', { from: '+12025550100', to: SMS_CUSTOMER }, 21606],
    ['two channels', { from: SMS_SENDER }, 21910],
    ['nothing to send', { body: '' }, 21602],
    ['a body of 1,601 characters', { body: 'x'.repeat(1601) }, 21617],
    ['a status callback that is no URL', { statusCallback: 'relay' }, 21609],
    [
      'a status callback with an underscore in its host',
      { statusCallback: 'https://a_b.example/' },
      21609,
    ],
    ['a validity period of no second', { validityPeriod: 0 }, 90014],
    ['a validity period over ten hours', { validityPeriod: 36_001 }, 90007],
    ['media that is no URL', { mediaUrl: ['picture.png'] }, 21620],
    ['variables without a template', { contentVariables: '{"1":"a"}' }, 21654],
    ['an unknown template', { contentSid: UNKNOWN_SID }, 21655],
    ['a messaging service', { messagingServiceSid: `MG${'0'.repeat(32)}` }, 21701],
  ])('%s', async (_what, change, code) => {
    const create = world.client.messages.create({ ...freeform, ...change });
    await expect(create).rejects.toMatchObject({ code });
    expect(world.simulator.log().at(-1)).toMatchObject({ type: 'refused', code });
    expect(world.account.messages()).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '["a"]'],
    ['an empty value', '{"1":""}'],
    ['null', '{"1":null}'],
    ['a newline', '{"1":"a\\nb"}'],
    ['five spaces', '{"1":"a     b"}'],
  ])('variables: %s', async (_what, contentVariables) => {
    const contentSid = template('approved');
    const create = world.client.messages.create({ ...freeform, contentSid, contentVariables });
    await expect(create).rejects.toMatchObject({ code: 21656 });
  });

  it('a sender that is offline', async () => {
    world.account.setSenderStatus(WHATSAPP_SENDER, 'OFFLINE');
    await expect(world.client.messages.create(freeform)).rejects.toMatchObject({ code: 63007 });
  });
});

describe('the customer service window', () => {
  it('stands open to the last millisecond of 24 h and is closed after it', async () => {
    const customer = world.account.customer(CUSTOMER);
    await customer.writes('Hola');
    await world.simulator.clock.advance(24 * HOUR - 60_000);
    expect(await outcome(freeform)).toMatchObject({ status: 'read', errorCode: null });
    expect(await outcome(freeform)).toMatchObject({ status: 'failed', errorCode: 63016 });
    await customer.writes('¿Siguen ahí?');
    expect(await outcome(freeform)).toMatchObject({ status: 'read', errorCode: null });
  });

  it('is not opened by the business, nor by a customer who wrote to another sender', async () => {
    const other = 'whatsapp:+12025550155';
    world.account.addSender({ address: other, displayName: 'Northwind Tools' });
    await world.account.customer(CUSTOMER).writes({ text: 'Hola', to: other });
    expect(await outcome(freeform)).toMatchObject({ errorCode: 63016 });
    expect(await outcome({ ...freeform, from: other })).toMatchObject({ status: 'read' });
  });
});

describe('templates', () => {
  it('reach a customer who never wrote, with their variables filled in', async () => {
    const contentSid = template('approved');
    const contentVariables = JSON.stringify({ '1': 'doña Lucía' });
    const { to, from } = freeform;
    expect(await outcome({ to, from, contentSid, contentVariables })).toEqual({
      status: 'read',
      errorCode: null,
      body: 'Hola doña Lucía, su pedido ya va en camino.',
    });
  });

  it.each([
    ['rejected', 63040],
    ['paused', 63041],
    ['disabled', 63042],
    ['pending', 63016],
  ] as const)('fail while they are %s', async (status, errorCode) => {
    const { to, from } = freeform;
    const contentSid = template(status);
    expect(await outcome({ to, from, contentSid })).toMatchObject({ status: 'failed', errorCode });
  });

  it('fail when a variable has neither a value nor a default', async () => {
    const { to, from } = freeform;
    const contentSid = template('approved', 'UTILITY', {});
    expect(await outcome({ to, from, contentSid })).toMatchObject({ errorCode: 63028 });
  });

  it('for marketing reach Mexico and not the United States', async () => {
    world.account.addCustomer({ address: US_CUSTOMER, profileName: 'Tyler' });
    const message = { from: WHATSAPP_SENDER, contentSid: template('approved', 'MARKETING') };
    expect(await outcome({ ...message, to: CUSTOMER })).toMatchObject({ status: 'read' });
    expect(await outcome({ ...message, to: US_CUSTOMER })).toMatchObject({
      status: 'undelivered',
      errorCode: 63049,
    });
  });
});

describe('recipients', () => {
  it('end a message where nobody is', async () => {
    const contentSid = template('approved');
    const message = { from: WHATSAPP_SENDER, to: 'whatsapp:+447700900199', contentSid };
    expect(await outcome(message)).toMatchObject({ status: 'undelivered', errorCode: 63024 });
    const sms = { from: SMS_SENDER, to: '+12025550188', body: 'Hi' };
    expect(await outcome(sms)).toMatchObject({ status: 'undelivered', errorCode: 30005 });
  });

  it('end it when they have blocked the sender, until they unblock it', async () => {
    const customer = world.account.customer(CUSTOMER);
    await customer.writes('Hola');
    customer.blocks();
    expect(await outcome(freeform)).toMatchObject({ status: 'undelivered', errorCode: 63014 });
    customer.unblocks();
    expect(await outcome(freeform)).toMatchObject({ status: 'read', errorCode: null });
  });

  it('end it with whatever they were told to fail with', async () => {
    const customer = world.account.customer(SMS_CUSTOMER);
    customer.failsWith(30_008);
    const sms = { from: SMS_SENDER, to: SMS_CUSTOMER, body: 'Hi' };
    expect(await outcome(sms)).toMatchObject({ status: 'undelivered', errorCode: 30_008 });
  });
});

describe('in the queue', () => {
  it('a message expires when its validity period is shorter than its way', async () => {
    await world.close();
    const speed = { sentMs: 5000, deliveredMs: 1, readMs: 1 };
    world = await startWorld({ speed });
    await world.account.customer(CUSTOMER).writes('Hola');
    expect(await outcome({ ...freeform, validityPeriod: 4 })).toMatchObject({ errorCode: 30_036 });
    expect(await outcome({ ...freeform, validityPeriod: 6 })).toMatchObject({ status: 'read' });
  });

  it('a message cannot be deleted before it has left, nor canceled at all', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    const { sid } = await world.client.messages.create(freeform);
    const message = world.client.messages(sid);
    await expect(message.remove()).rejects.toMatchObject({ code: 20_009 });
    await expect(message.update({ status: 'canceled' })).rejects.toMatchObject({ code: 30_409 });
    await world.simulator.clock.advance(HOUR);
    await message.remove();
    await expect(message.fetch()).rejects.toMatchObject({ status: 404 });
  });

  it('media is fetched before the release, and a message whose media is away fails', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    const away = { ...freeform, mediaUrl: [`${world.simulator.url}/nothing.png`] };
    expect(await outcome(away)).toMatchObject({ status: 'failed', errorCode: 63_019 });
  });
});

describe('lists', () => {
  it('filter by recipient and sender, newest first, and page without loss', async () => {
    const customer = world.account.customer(CUSTOMER);
    const sids: string[] = [];
    for (let number = 0; number < 7; number += 1) {
      sids.unshift(await customer.writes(`Mensaje de prueba ${String(number)}`));
      await world.simulator.clock.advance(1000);
    }
    await world.account.customer(SMS_CUSTOMER).writes('Hi');
    const all = await world.client.messages.list({ from: CUSTOMER, pageSize: 3 });
    expect(all.map((message) => message.sid)).toEqual(sids);
    expect(await world.client.messages.list({ to: CUSTOMER })).toEqual([]);
  });

  it('by date sent leave out what is still queued', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    await world.client.messages.create(freeform);
    const dateSentAfter = new Date(world.simulator.clock.now() - HOUR);
    const filter = { to: CUSTOMER, dateSentAfter };
    expect(await world.client.messages.list(filter)).toHaveLength(0);
    expect(await world.client.messages.list({ to: CUSTOMER })).toHaveLength(1);
    await world.simulator.clock.advance(HOUR);
    expect(await world.client.messages.list(filter)).toHaveLength(1);
  });
});
