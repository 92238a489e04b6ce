import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { type Child, startChild } from '../../../scripts/start/child.ts';
import { freePort } from '../../../scripts/start/free-port.ts';
import { answersOk, untilReady } from '../../../scripts/start/ready.ts';

const root = join(import.meta.dirname, '../../..');
const READY_WITHIN = 120_000;

/** Who works in the benchmark. */
export const PERSON = { email: 'ada@northwind.example', password: 'correct horse battery' };
/** The tenant's WhatsApp sender, E.164. */
export const SENDER = '+13125550142';

/** A relay in a process of its own, on a private database, with one tenant and nothing in it. */
export interface World {
  readonly folder: string;
  readonly relayUrl: string;
  readonly account: {
    readonly sid: string;
    readonly token: string;
    /** Where the provider would deliver incoming messages. */
    readonly webhookUrl: string;
  };
  readonly close: () => Promise<void>;
}

/** Starts it. It takes some seconds: a database is made. */
export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'casement-bench-'));
  await mkdir(join(folder, 'relay'));
  const port = await freePort(4520);
  const relayUrl = `http://127.0.0.1:${port}`;
  const sid = `AC${randomUUID().replaceAll('-', '')}`;
  const token = randomUUID();
  const said: string[] = [];
  const relay: Child = startChild({
    name: 'the relay',
    program: process.execPath,
    args: [join(root, 'relay/server.ts')],
    cwd: root,
    logFile: join(folder, 'relay.log'),
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: relayUrl,
      LOG_LEVEL: 'error',
      CASEMENT_DATA_DIR: join(folder, 'relay'),
      CASEMENT_SAMPLE: '0',
      // Nobody answers there: nothing is sent in these benchmarks.
      TWILIO_BASE_URL: 'http://127.0.0.1:9',
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: token,
      TWILIO_SENDERS: `whatsapp:${SENDER}`,
      CASEMENT_TENANT_NAME: 'Northwind Supply',
      CASEMENT_ADMIN_EMAIL: PERSON.email,
      CASEMENT_ADMIN_PASSWORD: PERSON.password,
    },
    onLine: (line) => said.push(line),
  });
  const webhookUrl = (): string | undefined => /Webhook of .*: (\S+)/.exec(said.join('\n'))?.[1];
  await untilReady(
    relay,
    async () => webhookUrl() !== undefined && (await answersOk(`${relayUrl}/health/ready`)),
    READY_WITHIN,
  );
  return {
    folder,
    relayUrl,
    account: { sid, token, webhookUrl: z.url().parse(webhookUrl()) },
    close: async () => {
      await relay.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
