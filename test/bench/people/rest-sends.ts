import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Pool } from 'undici';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Relay } from '../../../relay/app.ts';
import { newSecret } from '../../../relay/services/api-keys/secret.ts';
import { apiKeyId } from '../../../shared/contract/ids.ts';
import {
  addBenchTenant,
  type BenchTenant,
  benchDatabase,
  fillingRelay,
  startBenchRelay,
} from '../relay/bench-relay.ts';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';

const SENDS = 1200;
const RUNS = 3;
/** The first run warms the relay. Each has customers of its own, as one is written to only every few seconds. */
const MEASURED = 1 + RUNS;
const TENANTS = 4;
/** Requests of one key at a time. */
const AT_A_TIME = 16;
const LOOK_MS = 10;
const taken = z.object({ count: z.number() });

/**
 * Messages a second that programs send by REST: from the first request to the moment at which a
 * provider that takes each at once has the last one. Every request names a number, carries an
 * `Idempotency-Key` of its own, and is checked when it comes and when it is released.
 */
export async function restSendsRows(): Promise<Row[]> {
  const database = await benchDatabase();
  const provider = fork(join(import.meta.dirname, '../relay/instant-provider.ts'), {
    stdio: 'inherit',
  });
  try {
    const [told] = await once(provider, 'message');
    const { port } = z.object({ port: z.number() }).parse(told);
    const filling = await fillingRelay(database);
    const shops: Shop[] = [];
    for (let index = 0; index < TENANTS; index += 1) {
      shops.push(await addShop(filling, await addBenchTenant(filling, 1)));
    }
    await filling.close();
    const relay = await startBenchRelay(database, {
      TWILIO_BASE_URL: `http://127.0.0.1:${port}`,
    });
    const rates: number[] = [];
    for (let run = 0; run < MEASURED; run += 1) {
      await countTaken(provider);
      const begin = performance.now();
      const accepted = Promise.all(shops.map((shop) => sendAll(relay.url, shop, run)));
      for (let count = 0; count < SENDS; await pause(LOOK_MS)) count += await countTaken(provider);
      rates.push(SENDS / ((performance.now() - begin) / 1000));
      await accepted;
    }
    await relay.stop();
    return [
      {
        name: 'rest-sends-per-s',
        value: median(rates.slice(1)),
        unit: 'per s',
        goal: 200,
        better: 'higher',
      },
    ];
  } finally {
    provider.kill();
    await database.close();
  }
}

interface Shop {
  readonly secret: string;
  readonly phones: readonly string[];
}

/** An API key, and customers who have just written. */
async function addShop({ parts }: Relay, { tenantId, sender }: BenchTenant): Promise<Shop> {
  const now = parts.clock.now();
  const { secret, hash, hint } = newSecret();
  const rows = Array.from({ length: (SENDS / TENANTS) * MEASURED }, (_, index) => ({
    contact: v7(),
    conversation: v7(),
    phone: `+1415${String(2_000_000 + index)}`,
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(contact uuid, conversation uuid, phone text)`;
  await parts.store.inTenant(tenantId, async (tx) => {
    await sql`UPDATE senders SET messages_per_second = 1000 WHERE id = ${sender}`.execute(tx.sql);
    const { id: person } = await tx.sql
      .selectFrom('people')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    await tx.sql
      .insertInto('api_keys')
      .values({
        tenant_id: tenantId,
        id: apiKeyId.parse(randomUUID()),
        name: 'Shop',
        scopes: ['messages:send'],
        requests_per_minute: 60_000,
        hint,
        secret_hash: hash,
        created_by: person,
        created_at: now,
      })
      .execute();
    await sql`INSERT INTO contacts (tenant_id, id, name, phone, created_at)
      SELECT ${tenantId}, contact, 'Mara', phone, ${now} FROM ${given}`.execute(tx.sql);
    await sql`INSERT INTO contact_addresses (tenant_id, channel, address, contact_id)
      SELECT ${tenantId}, 'whatsapp', phone, contact FROM ${given}`.execute(tx.sql);
    await sql`INSERT INTO conversations (tenant_id, id, contact_id, sender_id, channel, address, last_inbound_at, last_message_at, created_at)
      SELECT ${tenantId}, conversation, contact, ${sender}, 'whatsapp', phone, ${now}, ${now}, ${now} FROM ${given}`.execute(
      tx.sql,
    );
  });
  return { secret, phones: rows.map(({ phone }) => phone) };
}

async function countTaken(provider: ChildProcess): Promise<number> {
  const answer = once(provider, 'message');
  provider.send('report');
  const [told] = await answer;
  return taken.parse(told).count;
}

async function sendAll(url: string, { secret, phones }: Shop, run: number): Promise<void> {
  const pool = new Pool(url, { connections: AT_A_TIME });
  const each = SENDS / TENANTS;
  const mine = phones.slice(run * each, (run + 1) * each);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < mine.length; index = next++) {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/api/v1/messages',
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({
          to: { phone: mine[index] },
          content: { type: 'text', text: 'Your order is packed.' },
          orderReference: `N-${index}`,
        }),
      });
      const said = await body.text();
      if (statusCode !== 202) throw new Error(`${statusCode}: ${said}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  await pool.close();
}
