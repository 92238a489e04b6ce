import { createServer, type RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  ACCOUNT,
  CUSTOMER,
  SMS_CUSTOMER,
  SMS_SENDER,
  startWorld,
  WHATSAPP_SENDER,
  type World,
} from '../../support/twilio-schema/world.ts';

const MINUTE = 60_000;

let world: World;

beforeEach(async () => {
  world = await startWorld();
  await world.account.customer(CUSTOMER).writes('¿Me manda la ficha?');
});
afterEach(async () => {
  await world.close();
});

/** A web server that answers every request like this; gives the address of a file there. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${String(address.port)}/file`;
}

async function sent(url: string, from = WHATSAPP_SENDER, to = CUSTOMER) {
  const { sid } = await world.client.messages.create({ from, to, mediaUrl: [url] });
  await world.simulator.clock.advance(MINUTE);
  return world.client.messages(sid).fetch();
}

function gives(type: string, size: number, status = 200): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(Buffer.alloc(size, 1));
  };
}

describe('a message with a MediaUrl', () => {
  it('has the file as its media, byte for byte, once it was fetched', async () => {
    const bytes = Buffer.from('%PDF-1.7 …');
    const url = await serve((_request, response) => {
      response.setHeader('content-type', 'application/pdf; x=y').end(bytes);
    });
    const message = await sent(url);
    expect([message.status, message.numMedia]).toEqual(['read', '1']);
    const [media] = await world.client.messages(message.sid).media.list();
    expect(media?.contentType).toBe('application/pdf');
    const credentials = Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.authToken}`).toString('base64');
    const path = media?.uri.replace(/\.json$/, '');
    const got = await fetch(`${world.simulator.url}${path}`, {
      headers: { authorization: `Basic ${credentials}` },
    });
    expect(Buffer.from(await got.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ['that is not there', gives('image/png', 10, 404), 63019],
    ['of no bytes', gives('image/png', 0), 63019],
    ['that breaks off', (_: unknown, { socket }) => void socket?.destroy(), 63019],
    ['of a type that WhatsApp does not carry', gives('text/html', 10), 63021],
    ['of the type of an object’s own word', gives('constructor', 10), 63021],
    ['that is too large a picture', gives('image/png', 5 * 1024 * 1024 + 1), 63021],
    ['that is too large', gives('application/pdf', 16 * 1024 * 1024 + 1), 63021],
  ] satisfies readonly (readonly [string, RequestListener, number])[])(
    'fails with a file %s',
    async (_what, answer, code) => {
      const message = await sent(await serve(answer));
      expect([message.status, message.errorCode]).toEqual(['failed', code]);
    },
  );

  it('is an MMS on a number, with the limit of that', async () => {
    const small = await sent(await serve(gives('image/gif', 10)), SMS_SENDER, SMS_CUSTOMER);
    expect(small.status).toBe('delivered');
    const url = await serve(gives('image/gif', 5 * 1024 * 1024 + 1));
    const large = await sent(url, SMS_SENDER, SMS_CUSTOMER);
    expect([large.status, large.errorCode]).toEqual(['failed', 63021]);
  });
});
