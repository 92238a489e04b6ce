import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../relay/db/open-database.ts';
import { startPrivatePostgres } from '../../../relay/db/private-postgres/private-postgres.ts';
import { SetupError } from '../../../relay/setup-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function open(databaseUrl: string) {
  return openDatabase({ databaseUrl, dataFolder: '/nowhere' });
}

test('a server that does not answer is named, its password is not', async () => {
  const server = await startPrivatePostgres({ folder: await temporaryFolder() });
  await server.stop();
  const url = server.url('postgres');
  await expect(open(url)).rejects.toThrow(SetupError);
  await expect(open(url)).rejects.toThrow(
    `127.0.0.1:${server.port} cannot be used: connect ECONNREFUSED`,
  );
  await expect(open(url)).rejects.not.toThrow(new URL(url).password);
});

test('a database that cannot hold every message is refused', async () => {
  const server = await startPrivatePostgres({ folder: await temporaryFolder() });
  onTestFinished(server.stop);
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query(
    `CREATE DATABASE narrow ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0`,
  );
  await client.end();
  await expect(open(server.url('narrow'))).rejects.toThrow(/stores text as LATIN1.*encoding UTF8/);
});
