import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { loadSecretKey } from '../../../relay/secret-key.ts';
import { SetupError } from '../../../relay/setup-error.ts';
import { connectDesktop, nextOf, signIn } from '../../support/relay/desktop.ts';
import { runningRelay } from '../../support/relay/running-relay.ts';
import { asAdmin } from '../../support/relay/sql.ts';

test('a relay whose key does not fit the database does not start, and says what to do', async () => {
  const { databaseUrl } = await runningRelay();
  const secretKey = await loadSecretKey(randomBytes(32), '');
  const starting = runningRelay({ databaseUrl, secretKey });
  await expect(starting).rejects.toThrow(SetupError);
  await expect(starting).rejects.toThrow(/secret key is not the one.*CASEMENT_SECRET_KEY/s);
});

test('a port in use ends the start with a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(runningRelay({ port })).rejects.toThrow(
    new RegExp(`cannot listen on 127.0.0.1:${port}.*set PORT`),
  );
});

test('closing lets desktops go and leaves no connection to the database', async () => {
  const relay = await runningRelay();
  const { socket } = await connectDesktop(relay.url, await signIn(relay.url));
  const gone = nextOf(socket, 'disconnect');
  await relay.close();
  await gone;
  await expect(fetch(`${relay.url}/health/live`)).rejects.toThrow('fetch failed');
  const connections = () =>
    asAdmin(
      relay.databaseUrl,
      `SELECT application_name FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'casement%'`,
    );
  // A connection that was closed is on the server's list for a moment longer.
  await expect.poll(connections, { timeout: 10_000 }).toEqual([]);
});

test('a database that is lost for a moment makes the relay unready, and ready again', async () => {
  const relay = await runningRelay();
  const token = await signIn(relay.url);
  const name = new URL(relay.databaseUrl).pathname.slice(1);
  const server = new URL(relay.databaseUrl);
  server.pathname = '/postgres';
  const admin = new Client({ connectionString: server.href });
  await admin.connect();
  onTestFinished(() => admin.end());
  const ready = async () => (await fetch(`${relay.url}/health/ready`)).status;

  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    name,
  ]);
  await expect.poll(ready, { timeout: 10_000 }).toBe(503);
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await expect.poll(ready, { timeout: 20_000 }).toBe(200);
  const { call } = await connectDesktop(relay.url, token);
  expect(await call('history', { conversationId: null, before: null, limit: 1 })).toMatchObject({
    ok: true,
  });
});
