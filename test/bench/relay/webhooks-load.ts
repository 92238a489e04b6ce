import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import process from 'node:process';
import { z } from 'zod';

/* The load on a server that receives webhooks, as a process of its own: requests are made and
 * signed before, and go out on connections that stay open. */

const IN_FLIGHT = 50;
const CUSTOMERS = 200;
/** One in so many is somebody new. */
const NEW_EVERY = 50;

const target = z.object({
  accountSid: z.string(),
  authToken: z.string(),
  sender: z.string(),
  path: z.string(),
  signedUrl: z.string(),
});
/** A tenant's account, to which webhooks go. */
export type Target = z.infer<typeof target>;
const loadOrder = z.object({
  base: z.string(),
  targets: z.array(target),
  requests: z.number(),
});
/** So many requests, spread over the targets. */
export type LoadOrder = z.infer<typeof loadOrder>;

let strangers = 0;

function customer(): string {
  if (randomInt(NEW_EVERY) === 0) {
    strangers += 1;
    return `+52155${String(10_000_000 + strangers)}`;
  }
  return `+1773${String(5_550_000 + randomInt(CUSTOMERS))}`;
}

/** A webhook as Twilio sends it, with the fields that WhatsApp adds. */
function request(
  { accountSid, authToken, sender, path, signedUrl }: Target,
  index: number,
): Buffer {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const from = customer();
  const form: Record<string, string> = {
    SmsMessageSid: sid,
    NumMedia: '0',
    ProfileName: `Customer ${from.slice(-4)}`,
    MessageType: 'text',
    SmsSid: sid,
    WaId: from.slice(1),
    SmsStatus: 'received',
    Body: `Do you have ${String(index)} boxes of M8 bolts in stock, and when could they be here?`,
    To: `whatsapp:${sender}`,
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: sid,
    AccountSid: accountSid,
    From: `whatsapp:${from}`,
    ApiVersion: '2010-04-01',
  };
  const names = Object.keys(form).toSorted((one, other) => (one < other ? -1 : 1));
  const signed = signedUrl + names.map((name) => `${name}${form[name] ?? ''}`).join('');
  const body = new URLSearchParams(form).toString();
  return Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Content-Type: application/x-www-form-urlencoded; charset=utf-8',
      `X-Twilio-Signature: ${createHmac('sha1', authToken).update(signed).digest('base64')}`,
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      '',
      body,
    ].join('\r\n'),
  );
}

/** Sends what `next` gives, one after the other; resolves to how many were refused. */
async function work(socket: Socket, next: () => Buffer | undefined): Promise<number> {
  let refused = 0;
  let text = '';
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const send = (): void => {
    const one = next();
    if (one === undefined) resolve(refused);
    else socket.write(one);
  };
  socket.setEncoding('latin1');
  socket.on('data', (piece: string) => {
    text += piece;
    const end = text.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
    if (text.length < end + 4 + length) return;
    if (!text.startsWith('HTTP/1.1 2')) refused += 1;
    text = '';
    send();
  });
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('the server closed a connection')));
  send();
  return promise;
}

async function run({ base, targets, requests }: LoadOrder) {
  const made = Array.from({ length: requests }, (_, index) => {
    const one = targets[index % targets.length];
    if (one === undefined) throw new Error('there is no target');
    return request(one, index);
  });
  const { hostname, port } = new URL(base);
  const sockets = Array.from({ length: IN_FLIGHT }, () => connect(Number(port), hostname));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  let at = 0;
  const next = (): Buffer | undefined => {
    at += 1;
    return made[at - 1];
  };
  const startedAt = performance.now();
  const refused = await Promise.all(sockets.map((socket) => work(socket, next)));
  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.removeAllListeners('close').destroy();
  return { perSecond: requests / seconds, refused: refused.reduce((sum, n) => sum + n, 0) };
}

process.on('message', (message) => {
  run(loadOrder.parse(message)).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
