import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  APPROVAL,
  APPROVAL_FETCH,
  CONTENT,
  CONTENT_AND_APPROVALS_LIST,
  CONTENT_LIST,
  ERROR,
  MEDIA,
  MEDIA_LIST,
  MESSAGE,
  MESSAGE_LIST,
  type ResourceSchema,
  SENDER,
  SENDER_LIST,
  SMS_INBOUND,
  SMS_STATUS_CALLBACK,
  WHATSAPP_INBOUND,
  WHATSAPP_STATUS_CALLBACK,
} from '../../support/twilio-schema/schema.ts';
import { sdkFor } from '../../support/twilio-schema/sdk-client.ts';
import { orderConfirmed, wire } from '../../support/twilio-schema/templates.ts';
import { violations } from '../../support/twilio-schema/violations.ts';
import {
  ACCOUNT,
  CUSTOMER,
  SMS_CUSTOMER,
  SMS_SENDER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

const HOUR = 60 * 60 * 1000;
const PNG = { contentType: 'image/png', base64: 'iVBORw0KGgo=' };

let world: World;

beforeEach(async () => {
  world = await startWorld();
});

afterEach(async () => {
  await world.close();
});

/** What the last answer had, against Twilio's description. */
function lastAnswer(schema: ResourceSchema): string[] {
  const body = world.answers.at(-1)?.body;
  return violations(schema, typeof body === 'string' ? JSON.parse(body) : body);
}

/** What all webhooks had, against Twilio's description. */
function wrongWebhooks(schema: ResourceSchema): string[] {
  return world.receiver.received.flatMap((webhook) => violations(schema, webhook.params));
}

describe('answers are as Twilio describes them', () => {
  it('Message: created, fetched, listed, redacted', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    const sent = await world.client.messages.create({
      from: WHATSAPP_SENDER,
      to: CUSTOMER,
      body: 'Hola, ¿en qué le ayudo?',
    });
    expect(lastAnswer(MESSAGE)).toEqual([]);
    expect(world.answers.at(-1)?.status).toBe(201);
    await world.simulator.clock.advance(HOUR);
    await world.client.messages(sent.sid).fetch();
    expect(lastAnswer(MESSAGE)).toEqual([]);
    await world.client.messages.list({ to: CUSTOMER });
    expect(lastAnswer(MESSAGE_LIST)).toEqual([]);
    const redacted = await world.client.messages(sent.sid).update({ body: '' });
    expect(redacted.body).toBe('');
    expect(lastAnswer(MESSAGE)).toEqual([]);
  });

  it('Media: listed, fetched, and its bytes', async () => {
    const sid = await world.account.customer(CUSTOMER).writes({ media: [PNG] });
    const [media] = await world.client.messages(sid).media.list();
    expect(lastAnswer(MEDIA_LIST)).toEqual([]);
    await world.client
      .messages(sid)
      .media(media?.sid ?? '')
      .fetch();
    expect(lastAnswer(MEDIA)).toEqual([]);
    const url = world.receiver.received[0]?.params['MediaUrl0'] ?? '';
    const authorization = `Basic ${btoa(`${ACCOUNT.sid}:${ACCOUNT.authToken}`)}`;
    const answer = await fetch(url, { headers: { authorization } });
    expect(Buffer.from(await answer.arrayBuffer()).toString('base64')).toBe(PNG.base64);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect((await fetch(url)).status).toBe(401);
  });

  it('Media: listed by the day they came', async () => {
    const sid = await world.account.customer(CUSTOMER).writes({ media: [PNG] });
    const { media } = world.client.messages(sid);
    const [one] = await media.list();
    const came = one?.dateCreated ?? new Date(0);
    const dayBefore = new Date(came.getTime() - 24 * HOUR);
    const found = await Promise.all([
      media.list({ dateCreated: came }),
      media.list({ dateCreated: dayBefore }),
      media.list({ dateCreatedAfter: dayBefore }),
      media.list({ dateCreatedBefore: dayBefore }),
    ]);
    expect(found.map((list) => list.length)).toEqual([1, 0, 1, 0]);
  });

  it('Content: created, fetched, changed, submitted, listed', async () => {
    const { contents, contentAndApprovals } = world.client.content.v1;
    const created = await contents.create(
      orderConfirmed('Gracias {{1}}, su pedido {{2}} ha sido confirmado por nuestro almacén.'),
    );
    expect(world.answers.at(-1)?.status).toBe(201);
    expect(lastAnswer(CONTENT)).toEqual([]);
    const content = contents(created.sid);
    await content.fetch();
    expect(lastAnswer(CONTENT)).toEqual([]);
    await content.update(
      orderConfirmed('Hola {{1}}, su pedido {{2}} ha sido confirmado por nuestro almacén.'),
    );
    expect(lastAnswer(CONTENT)).toEqual([]);
    await content.approvalFetch().fetch();
    expect(lastAnswer(APPROVAL_FETCH)).toEqual([]);
    await content.approvalCreate.create({ name: 'order_confirmed', category: 'UTILITY' });
    expect(world.answers.at(-1)?.status).toBe(201);
    expect(lastAnswer(APPROVAL)).toEqual([]);
    await content.approvalFetch().fetch();
    expect(lastAnswer(APPROVAL_FETCH)).toEqual([]);
    await contents.list();
    expect(lastAnswer(CONTENT_LIST)).toEqual([]);
    await contentAndApprovals.list();
    expect(lastAnswer(CONTENT_AND_APPROVALS_LIST)).toEqual([]);
    await world.client.content.v2.contentAndApprovals.list({
      language: ['es_MX'],
      channelEligibility: ['whatsapp:received'],
    });
    expect(lastAnswer(CONTENT_AND_APPROVALS_LIST)).toEqual([]);
    await world.client.content.v2.contents.list({ contentName: 'order' });
    expect(lastAnswer(CONTENT_LIST)).toEqual([]);
    await content.remove();
    expect(world.answers.at(-1)?.status).toBe(204);
  });

  it('Sender: created, fetched, changed, listed, removed', async () => {
    const senders = world.client.messaging.v2.channelsSenders;
    const created = await senders.create(
      wire(
        { senderId: 'whatsapp:+12025550177' },
        { sender_id: 'whatsapp:+12025550177', senderId: undefined, profile: { name: 'Northwind' } },
      ),
    );
    expect(world.answers.at(-1)?.status).toBe(202);
    expect([created.status, ...lastAnswer(SENDER)]).toEqual(['CREATING']);
    await world.simulator.clock.advance(HOUR);
    expect((await senders(created.sid).fetch()).status).toBe('ONLINE');
    expect(lastAnswer(SENDER)).toEqual([]);
    await senders(created.sid).update(wire({}, { profile: { about: 'Fasteners and tools' } }));
    expect(lastAnswer(SENDER)).toEqual([]);
    const all = await senders.list({ channel: 'whatsapp' });
    expect(all.map((one) => one.senderId)).toEqual([WHATSAPP_SENDER, 'whatsapp:+12025550177']);
    expect(lastAnswer(SENDER_LIST)).toEqual([]);
    await senders(created.sid).remove();
    expect(world.answers.at(-1)?.status).toBe(204);
  });

  it('errors: a refused send, an unknown message, wrong credentials', async () => {
    const refused = world.client.messages.create({ from: SMS_SENDER, to: '+1', body: 'Hi' });
    await expect(refused).rejects.toMatchObject({ status: 400, code: 21211 });
    expect(lastAnswer(ERROR)).toEqual([]);
    const unknown = world.client.messages(`SM${'0'.repeat(32)}`).fetch();
    await expect(unknown).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(lastAnswer(ERROR)).toEqual([]);
    const { client, answers } = sdkFor(world.simulator.url, { ...ACCOUNT, authToken: 'wrong' });
    await expect(client.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    expect(violations(ERROR, answers.at(-1)?.body)).toEqual([]);
  });
});

describe('webhooks have the fields that Twilio sends', () => {
  it('SMS: inbound, and statuses to the end', async () => {
    await world.account.customer(SMS_CUSTOMER).writes('Is my order ready?');
    expect(wrongWebhooks(SMS_INBOUND)).toEqual([]);
  });

  it('SMS: statuses', async () => {
    const sms = { from: SMS_SENDER, to: SMS_CUSTOMER, body: 'Your order is ready' };
    await world.client.messages.create(sms);
    await world.client.messages.create({ ...sms, to: '+12025550198' });
    await world.simulator.clock.advance(HOUR);
    expect(world.receiver.received.map((one) => one.params['MessageStatus'])).toEqual([
      'sent',
      'sent',
      'delivered',
      'undelivered',
    ]);
    expect(wrongWebhooks(SMS_STATUS_CALLBACK)).toEqual([]);
  });

  it('WhatsApp: every kind of inbound message', async () => {
    const customer = world.account.customer(CUSTOMER);
    const first = await customer.writes('Hola');
    await customer.writes({ text: 'Así llegó', media: [PNG], repliesTo: first });
    await customer.writes({ button: { text: 'Todo bien', payload: 'all_good' }, repliesTo: first });
    await customer.writes({ location: { latitude: 19.4, longitude: -99.1, label: 'Bodega' } });
    await customer.writes({
      text: 'Vi su anuncio',
      forwarded: true,
      referral: {
        sourceUrl: 'https://fb.example/ad',
        sourceId: '120',
        headline: 'Anclas',
        body: 'En existencia',
      },
    });
    const hidden = world.account.addCustomer({
      externalUserId: 'US.1349120865',
      profileName: 'Ty',
    });
    await hidden.writes('Hi');
    expect(wrongWebhooks(WHATSAPP_INBOUND)).toEqual([]);
    const last = world.receiver.received.at(-1)?.params;
    expect([last?.['From'], last?.['ExternalUserId'], last?.['WaId']]).toEqual([
      'whatsapp:US.1349120865',
      'US.1349120865',
      undefined,
    ]);
  });

  it('WhatsApp: statuses', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    world.account.addCustomer({ address: 'whatsapp:+447700900124', profileName: 'Nobody' });
    const text = { from: WHATSAPP_SENDER, body: 'Buenas tardes' };
    await world.client.messages.create({ ...text, to: CUSTOMER });
    await world.client.messages.create({ ...text, to: 'whatsapp:+447700900124' });
    await world.simulator.clock.advance(HOUR);
    const told = world.receiver.received.slice(1);
    expect(told.map((one) => one.params['MessageStatus'])).toEqual([
      'sent',
      'failed',
      'delivered',
      'read',
    ]);
    expect(told.flatMap((one) => violations(WHATSAPP_STATUS_CALLBACK, one.params))).toEqual([]);
  });
});

describe('signatures', () => {
  // The vectors of twilio-node's own specification (spec/validation.spec.js).
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';

  it('of a form', () => {
    const form = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    expect(twilio.getExpectedTwilioSignature('12345', url, form)).toBe(
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    );
  });

  it('of a JSON body', () => {
    const body = '{"property": "value", "boolean": true}';
    const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    expect(twilio.getExpectedBodyHash(body)).toBe(hash);
    expect(twilio.getExpectedTwilioSignature('12345', `${url}&bodySHA256=${hash}`, {})).toBe(
      'a9nBmqA0ju/hNViExpshrM61xv4=',
    );
  });
});
