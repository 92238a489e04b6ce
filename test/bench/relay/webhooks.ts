import Fastify from 'fastify';
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { z } from 'zod';
import { buildRelay, type Relay } from '../../../relay/app.ts';
import { startPrivatePostgres } from '../../../relay/db/private-postgres/private-postgres.ts';
import { openLog } from '../../../relay/log.ts';
import { createTwilioProvider } from '../../../relay/providers/twilio/twilio-provider.ts';
import { loadSecretKey } from '../../../relay/secret-key.ts';
import { sealCredentials } from '../../../relay/services/accounts/accounts.ts';
import { senderId, tenantId } from '../../../shared/contract/ids.ts';
import type { Row } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import type { LoadOrder, Target } from './webhooks-load.ts';

const TENANTS = 50;
const RUNS = 5;
const REQUESTS = 5000;
const POOL = 8;

/**
 * How fast webhooks are received, over the same load on a bare server that commits one INSERT per
 * request in the same database: for many tenants, and with everything for one of them. Both
 * servers run in this process, the load comes from another.
 */
export async function webhookRows(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'casement-bench-'));
  const postgres = await startPrivatePostgres({ folder });
  const url = postgres.url('postgres');
  const relay = await buildRelay({
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    twilioBaseUrl: null,
    // Twilio's own, except that nothing is asked of it: it checks and reads the webhooks.
    provider: {
      ...createTwilioProvider({ baseUrl: null }),
      listTemplates: () => Promise.resolve([]),
    },
    metricsOpen: false,
    seed: null,
    log: openLog('warn'),
    databaseUrl: url,
    secretKey: await loadSecretKey(randomBytes(32), ''),
  });
  await relay.listen();
  const bare = await bareServer(url);
  const load = fork(join(import.meta.dirname, 'webhooks-load.ts'), { stdio: 'inherit' });
  try {
    const targets: Target[] = [];
    for (let index = 0; index < TENANTS; index += 1) targets.push(await addTenant(relay, index));
    const base = relay.url;
    const shapes = {
      bare: { base: bare.url, targets },
      many: { base, targets },
      hot: { base, targets: targets.slice(0, 1) },
    };
    // Known customers, warm caches, and statistics, which a database makes by itself every minute.
    for (const shape of [shapes.many, shapes.hot, shapes.bare]) await measure(load, shape);
    await analyse(url);
    const rates = { bare: [] as number[], many: [] as number[], hot: [] as number[] };
    for (let run = 0; run < RUNS; run += 1) {
      for (const name of ['bare', 'many', 'hot'] as const) {
        rates[name].push(await measure(load, shapes[name]));
      }
    }
    await mustHave(url, REQUESTS * 2 * (RUNS + 1));
    const [baseline, many, hot] = [median(rates.bare), median(rates.many), median(rates.hot)];
    console.log(
      `webhooks: bare ${perSecond(baseline)}, ${String(TENANTS)} tenants ${perSecond(many)}, one tenant ${perSecond(hot)}`,
    );
    const row = (name: string, rate: number): Row => ({
      name,
      value: rate / baseline,
      unit: 'ratio',
      goal: 0.5,
      better: 'higher',
    });
    return [row('webhook-accept', many), row('webhook-accept-hot-tenant', hot)];
  } finally {
    load.kill();
    await bare.close();
    await relay.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function perSecond(rate: number): string {
  return `${String(Math.round(rate))}/s`;
}

const measured = z.object({ perSecond: z.number(), refused: z.number() });

/** Requests answered per second. @throws {Error} where one was refused */
async function measure(
  load: ChildProcess,
  shape: Pick<LoadOrder, 'base' | 'targets'>,
): Promise<number> {
  const answer = once(load, 'message');
  load.send({ ...shape, requests: REQUESTS } satisfies LoadOrder);
  const [message] = await answer;
  const { perSecond: rate, refused } = measured.parse(message);
  if (refused > 0) throw new Error(`${String(refused)} requests were refused`);
  return rate;
}

/** Fastify and one committed INSERT, without anything else. */
async function bareServer(url: string) {
  const pool = new Pool({ connectionString: url, max: POOL });
  await pool.query(
    'CREATE TABLE public.bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)',
  );
  const app = Fastify();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post('*', async (request, reply) => {
    await pool.query('INSERT INTO public.bare (body) VALUES ($1)', [request.body]);
    return reply.send();
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: address,
    close: async () => {
      await app.close();
      await pool.end();
    },
  };
}

async function addTenant({ parts, url }: Relay, index: number): Promise<Target> {
  const id = tenantId.parse(randomUUID());
  const accountId = randomUUID();
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomBytes(16).toString('hex');
  const sender = `+1312555${String(1000 + index)}`;
  await parts.store.inTenant(id, async ({ sql, changed }) => {
    const name = `Tenant ${String(index)}`;
    await sql
      .insertInto('tenants')
      .values({ id, name, time_zone: 'America/Chicago', created_at: 0 })
      .execute();
    await sql.insertInto('tenant_counters').values({ tenant_id: id }).execute();
    await sql
      .insertInto('provider_accounts')
      .values({
        tenant_id: id,
        id: accountId,
        provider: 'twilio',
        account_sid: accountSid,
        credentials: sealCredentials(parts.vault, accountId, authToken),
        created_at: 0,
      })
      .execute();
    await sql
      .insertInto('senders')
      .values({
        tenant_id: id,
        id: senderId.parse(randomUUID()),
        provider_account_id: accountId,
        channel: 'whatsapp',
        address: sender,
        display_name: name,
        status: 'online',
      })
      .execute();
    changed('tenant', id);
  });
  const path = `/webhooks/twilio/${accountId}/messages`;
  return { accountSid, authToken, sender, path, signedUrl: `${url}${path}` };
}

async function analyse(url: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query('ANALYZE');
  await pool.end();
}

/** What was answered must be there. */
async function mustHave(url: string, messages: number): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await pool.query<{ count: string }>('SELECT count(*) FROM casement.messages');
    if (Number(rows[0]?.count) !== messages) {
      throw new Error(`${String(rows[0]?.count)} messages are stored, not ${String(messages)}`);
    }
  } finally {
    await pool.end();
  }
}
