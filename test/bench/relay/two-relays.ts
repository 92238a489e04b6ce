import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Relay } from '../../../relay/app.ts';
import { PROTOCOL_VERSION } from '../../../shared/contract/relay.ts';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import {
  addBenchTenant,
  anAddress,
  type BenchTenant,
  benchDatabase,
  fillingRelay,
  startBenchRelay,
} from './bench-relay.ts';
import type { Taken } from './instant-provider.ts';

const SENDS = 800;
const RUNS = 3;
/** Each a conversation of its own: the same customer is written to only every few seconds. */
const MEASURED = 1 + 2 * RUNS;
const LOOK_MS = 20;
const PEOPLE = 4;
const TENANTS = 4;
/** Of each desktop; the relay takes 32. */
const AT_A_TIME = 24;
const REPORTED = z.object({ count: z.number(), first: z.number(), last: z.number() });

interface Desktop {
  readonly tenant: number;
  readonly token: string;
}

/**
 * Sends released per second by two relay processes over those by one, on the same database: the
 * same commands from the same desktops, to a provider that takes each at once. How many one relay
 * releases in a second, from the first call to the last, is reported too.
 */
export async function twoRelaysRows(): Promise<Row[]> {
  const database = await benchDatabase();
  const provider = fork(join(import.meta.dirname, 'instant-provider.ts'), { stdio: 'inherit' });
  try {
    const [told] = await once(provider, 'message');
    const { port } = z.object({ port: z.number() }).parse(told);
    const environment = { TWILIO_BASE_URL: `http://127.0.0.1:${port}` };
    const filling = await fillingRelay(database);
    const tenants: BenchTenant[] = [];
    for (let index = 0; index < TENANTS; index += 1) {
      tenants.push(await addBenchTenant(filling, PEOPLE / TENANTS));
    }
    const conversations = await Promise.all(
      tenants.map((tenant) => addConversations(filling, tenant, (SENDS / TENANTS) * MEASURED)),
    );
    await filling.close();
    const desktops = tenants.flatMap(({ tokens }, tenant) =>
      tokens.map((token) => ({ tenant, token })),
    );

    const one = await startBenchRelay(database, environment);
    let measured = 0;
    const measure = async (urls: readonly string[]): Promise<number> => {
      const from = (measured * SENDS) / TENANTS;
      measured += 1;
      await report(provider);
      const sockets = await Promise.all(
        desktops.map((desktop, at) => connect(urls[at % urls.length] ?? '', desktop)),
      );
      await Promise.all(
        sockets.map((socket, at) =>
          sendAll(
            socket,
            (conversations[desktops[at]?.tenant ?? 0] ?? []).slice(from, from + SENDS / TENANTS),
          ),
        ),
      );
      let [count, first, last] = [0, Infinity, 0];
      while (count < SENDS) {
        await pause(LOOK_MS);
        const more = await report(provider);
        count += more.count;
        first = more.count === 0 ? first : Math.min(first, more.first);
        last = Math.max(last, more.last);
      }
      for (const socket of sockets) socket.close();
      return (SENDS - 1) / ((last - first) / 1000);
    };
    const rates = { one: [] as number[], two: [] as number[] };
    // The first run warms the relay's caches.
    await measure([one.url]);
    for (let run = 0; run < RUNS; run += 1) {
      rates.one.push(await measure([one.url]));
      const other = await startBenchRelay(database, environment);
      rates.two.push(await measure([one.url, other.url]));
      await other.stop();
    }
    await one.stop();
    const [alone, together] = [median(rates.one), median(rates.two)];
    console.log(
      `sends released: one relay ${Math.round(alone)}/s, two relays ${Math.round(together)}/s`,
    );
    return [
      {
        name: 'two-relays-ratio',
        value: together / alone,
        unit: 'ratio',
        goal: 1.6,
        better: 'higher',
      },
      { name: 'release-per-s', value: alone, unit: 'per s', goal: null, better: 'higher' },
    ];
  } finally {
    provider.kill();
    await database.close();
  }
}

async function report(provider: ChildProcess): Promise<Taken> {
  const answer = once(provider, 'message');
  provider.send('report');
  const [told] = await answer;
  return REPORTED.parse(told);
}

/** Customers who have just written, each in a conversation. */
async function addConversations(
  { parts }: Relay,
  { tenantId, sender }: BenchTenant,
  count: number,
): Promise<readonly string[]> {
  const now = parts.clock.now();
  const rows = Array.from({ length: count }, (_, index) => ({
    contact: v7(),
    conversation: v7(),
    address: `+1415${String(1_000_000 + index)}`,
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(contact uuid, conversation uuid, address text)`;
  await parts.store.inTenant(tenantId, async (tx) => {
    await sql`UPDATE senders SET messages_per_second = 1000 WHERE id = ${sender}`.execute(tx.sql);
    await sql`INSERT INTO contacts (tenant_id, id, name, created_at)
      SELECT ${tenantId}, contact, 'Mara', ${now} FROM ${given}`.execute(tx.sql);
    await sql`INSERT INTO conversations (tenant_id, id, contact_id, sender_id, channel, address, last_inbound_at, last_message_at, created_at)
      SELECT ${tenantId}, conversation, contact, ${sender}, 'whatsapp', address, ${now}, ${now}, ${now} FROM ${given}`.execute(
      tx.sql,
    );
    for (const { contact, conversation } of rows) {
      tx.changed('contact', contact);
      tx.changed('conversation', conversation);
    }
  });
  return rows.map(({ conversation }) => conversation);
}

function connect(url: string, { token }: Desktop): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token, protocol: PROTOCOL_VERSION, clientVersion: '0.1.0' },
      extraHeaders: { 'x-forwarded-for': anAddress() },
    });
    socket.once('welcome', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

const accepted = z.object({ ok: z.literal(true) });

async function sendAll(socket: Socket, conversations: readonly string[]): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < conversations.length; index = next++) {
      const input = {
        messageId: v7(),
        conversationId: conversations[index],
        body: 'Yes, twelve boxes are here.',
        repliesToId: null,
        validUntil: null,
      };
      const command = { id: randomUUID(), name: 'message.sendText', input };
      accepted.parse(await socket.emitWithAck('command', command));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
