import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  CUSTOMER,
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

/** Calls the control API as curl would. */
async function call(
  method: string,
  path: string,
  body?: unknown,
  authToken: string | null = ACCOUNT.authToken,
): Promise<{ status: number; body: unknown }> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (authToken !== null) headers['authorization'] = `Basic ${btoa(`${ACCOUNT.sid}:${authToken}`)}`;
  const answer = await fetch(`${world.simulator.url}/simulator${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

describe('the control API', () => {
  it('makes an account, a sender and a customer, and lets the customer write', async () => {
    const account = { sid: `AC${'f'.repeat(32)}`, authToken: 'secret-token' };
    expect(await call('POST', '/accounts', account, null)).toEqual({
      status: 201,
      body: { sid: account.sid },
    });
    const callbackUrl = `${world.receiver.url}/other`;
    const sender = { address: 'whatsapp:+447700900111', displayName: 'Northwind UK', callbackUrl };
    expect((await call('POST', '/senders', sender)).status).toBe(201);
    const customer = { address: 'whatsapp:+447700900123', profileName: 'Grace Bell' };
    expect((await call('POST', '/customers', customer)).status).toBe(201);
    const written = await call('POST', '/customers/whatsapp:+447700900123/messages', {
      text: 'Have you got 40 boxes of M8 in stock?',
      to: sender.address,
    });
    expect(written).toMatchObject({ status: 201, body: { sid: expect.stringMatching(/^SM/) } });
    expect(world.receiver.received.at(-1)).toMatchObject({
      url: '/other',
      params: { ProfileName: 'Grace Bell', Body: 'Have you got 40 boxes of M8 in stock?' },
    });
  });

  it('moves the clock, arms faults, reads, blocks and opts out', async () => {
    await call('POST', `/customers/${CUSTOMER}/messages`, { text: 'Hola' });
    await call('POST', '/faults', { kind: 'lose', callbacks: 'status', next: 2 });
    const { sid } = await world.client.messages.create({
      from: WHATSAPP_SENDER,
      to: CUSTOMER,
      body: 'Buenas tardes',
    });
    const before = world.simulator.clock.now();
    const moved = await call('POST', '/clock/advance', { ms: HOUR });
    expect(moved.status).toBe(200);
    expect(world.simulator.clock.now()).toBeGreaterThanOrEqual(before + HOUR);
    expect((await world.client.messages(sid).fetch()).status).toBe('read');
    expect((await call('GET', '/faults')).body).toEqual({ faults: [] });
    expect((await call('POST', `/customers/${CUSTOMER}/blocks`)).status).toBe(204);
    expect(world.account.customer(CUSTOMER).record.blocked).toContain(WHATSAPP_SENDER);
    expect((await call('POST', `/customers/${CUSTOMER}/unblocks`)).status).toBe(204);
    expect(world.account.customer(CUSTOMER).record.blocked).toEqual([]);
    await call('POST', `/customers/${CUSTOMER}/opts-out`);
    expect(world.receiver.received.at(-1)?.params['Body']).toBe('STOP');
    const log = await call('GET', '/log?type=inbound');
    expect(JSON.stringify(log.body)).toContain('"body":"STOP"');
    expect(JSON.stringify((await call('GET', '/log')).body)).not.toContain(ACCOUNT.authToken);
  });

  it('points the webhooks of all senders somewhere else', async () => {
    const callbackUrl = `${world.receiver.url}/relay/messages`;
    expect((await call('POST', '/callbacks', { callbackUrl })).status).toBe(204);
    await call('POST', `/customers/${CUSTOMER}/messages`, { text: 'Hola' });
    expect(world.receiver.received.at(-1)?.url).toBe('/relay/messages');
    const { webhook } = world.account.sender(WHATSAPP_SENDER);
    expect(webhook.statusCallbackUrl).toBe(`${world.receiver.url}/status`);
  });

  it('imports history and templates, and sets the status of one', async () => {
    const messages = [
      {
        sid: `SM${'a'.repeat(32)}`,
        direction: 'inbound',
        from: CUSTOMER,
        to: WHATSAPP_SENDER,
        body: '¿Tienen guantes?',
        at: world.simulator.clock.now() - 23 * HOUR,
        status: 'received',
      },
    ];
    expect((await call('POST', '/history', { messages })).status).toBe(201);
    expect((await call('POST', '/history', { messages })).status).toBe(201);
    expect(await world.client.messages.list()).toHaveLength(1);
    const freeform = { from: WHATSAPP_SENDER, to: CUSTOMER, body: 'Sí' };
    const { sid } = await world.client.messages.create(freeform);
    await world.simulator.clock.advance(60_000);
    expect((await world.client.messages(sid).fetch()).status).toBe('read');
    const template = {
      name: 'order_shipped',
      language: 'es_MX',
      category: 'UTILITY',
      types: { 'twilio/text': { body: 'Su pedido va en camino.' } },
      status: 'approved',
    };
    await call('POST', '/contents', { contents: [template] });
    const [content] = world.account.contents();
    await call('POST', `/contents/${content?.sid ?? ''}/approval`, { status: 'paused' });
    expect(world.account.contents()[0]?.approval?.status).toBe('paused');
  });

  it('says what is wrong, asks for credentials and keeps strange host names out', async () => {
    const write = `/customers/${CUSTOMER}/messages`;
    expect((await call('POST', write, { text: 'Hola' }, 'wrong')).status).toBe(401);
    expect((await call('POST', write, { text: 'Hola' }, null)).status).toBe(401);
    const empty = await call('POST', write, {});
    expect(empty.status).toBe(400);
    expect(JSON.stringify(empty.body)).toContain('at least one of text');
    expect((await call('POST', '/customers/whatsapp:+1/messages', { text: 'x' })).status).toBe(400);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'rebound.example' };
      httpRequest(`${world.simulator.url}/simulator`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });
});
