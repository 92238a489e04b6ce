import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

let world: World;

beforeEach(async () => {
  world = await startWorld();
});

afterEach(async () => {
  await world.close();
});

const freeform = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Sí, 40 cajas en existencia' };

describe('sending', () => {
  it('takes a reply inside the window from queued to read, telling each step but the first', async () => {
    await world.account.customer(CUSTOMER).writes('¿Tienen tornillo M8?');
    const sent = await world.client.messages.create(freeform);
    expect(sent.status).toBe('queued');
    expect(sent.dateSent).toBeNull();

    await world.simulator.clock.advance(HOUR);

    const told = world.receiver.received.filter((one) => one.url === '/status');
    expect(told.map((one) => one.params['MessageStatus'])).toEqual(['sent', 'delivered', 'read']);
    const read = await world.client.messages(sent.sid).fetch();
    expect(read.status).toBe('read');
    expect(read.dateSent).toBeInstanceOf(Date);
  });

  it('accepts freeform outside the window and fails it with 63016', async () => {
    await world.account.customer(CUSTOMER).writes('Hola');
    await world.simulator.clock.advance(24 * HOUR);
    const sent = await world.client.messages.create(freeform);
    expect(sent.status).toBe('queued');

    await world.simulator.clock.advance(HOUR);

    const failed = await world.client.messages(sent.sid).fetch();
    expect([failed.status, failed.errorCode]).toEqual(['failed', 63016]);
    const told = world.receiver.received.filter((one) => one.url === '/status');
    expect(told.map((one) => one.params['ErrorCode'])).toEqual(['63016']);
  });

  it('counts SMS segments and needs no window', async () => {
    const sent = await world.client.messages.create({
      from: SMS_SENDER,
      to: SMS_CUSTOMER,
      body: 'x'.repeat(161),
    });
    expect(sent.numSegments).toBe('2');
    await world.simulator.clock.advance(HOUR);
    expect((await world.client.messages(sent.sid).fetch()).status).toBe('delivered');
  });

  it('refuses SMS after STOP until START', async () => {
    const customer = world.account.customer(SMS_CUSTOMER);
    const sms = { from: SMS_SENDER, to: SMS_CUSTOMER, body: 'Your order is ready' };
    await customer.optsOut();
    await expect(world.client.messages.create(sms)).rejects.toMatchObject({ code: 21610 });
    await customer.writes('Start');
    await expect(world.client.messages.create(sms)).resolves.toMatchObject({ status: 'queued' });
  });
});

describe('inbound', () => {
  it('is posted to the sender, signed so that the SDK accepts it', async () => {
    const sid = await world.account.customer(CUSTOMER).writes('¿Tienen tornillo M8?');
    const [webhook] = world.receiver.received;
    expect(webhook?.params).toMatchObject({
      MessageSid: sid,
      From: CUSTOMER,
      To: WHATSAPP_SENDER,
      Body: '¿Tienen tornillo M8?',
      ProfileName: 'Lucía Ortega',
      WaId: '5215512345678',
      NumMedia: '0',
    });
    const signature = String(webhook?.headers['x-twilio-signature']);
    const url = `${world.receiver.url}/inbound`;
    const params = { ...webhook?.params };
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, url, params)).toBe(true);
    expect(twilio.validateRequest('another token', signature, url, params)).toBe(false);
  });
});
