import { Client } from 'pg';
import { SetupError } from '../setup-error.ts';
import type { Config } from '../config.ts';
import { startPrivatePostgres } from './private-postgres/private-postgres.ts';

/** The database that the relay works on, reachable and new enough. */
export interface Database {
  /** One line for the person who starts the relay: which database this is. */
  readonly description: string;
  /** Holds the password: never to be logged. */
  readonly url: string;
  /** Settles, with the reason, when a private server is lost; never for one that is not ours. */
  readonly lost: Promise<string>;
  /** Ends what `openDatabase` started. */
  readonly close: () => Promise<void>;
}

/** The oldest major version of a server of the operator's own: what the tests run on is 18. */
const OLDEST_POSTGRES = 16;

/**
 * Opens the operator's database server, where one is configured, or else starts the private one.
 *
 * @throws {SetupError} if it cannot be reached or is too old
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    const version = await probe(config.databaseUrl);
    return {
      description: `PostgreSQL ${version} at ${new URL(config.databaseUrl).host} (DATABASE_URL)`,
      url: config.databaseUrl,
      lost: new Promise(() => undefined),
      close: () => Promise.resolve(),
    };
  }
  const server = await startPrivatePostgres({ folder: config.dataFolder });
  const how = server.adopted ? 'found running' : 'started';
  return {
    description: `PostgreSQL ${server.version}, private, on 127.0.0.1:${server.port}, ${how}; data in ${server.folder}`,
    url: server.url('postgres'),
    lost: server.lost,
    close: server.stop,
  };
}

async function probe(url: string): Promise<string> {
  const { host } = new URL(url);
  let client: Client | undefined;
  try {
    // Made here: an address may name certificate files, which are read at once.
    client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding`,
    );
    const { version = '', encoding } = rows[0] ?? {};
    if (Number.parseInt(version, 10) < OLDEST_POSTGRES) {
      throw new SetupError(
        `The PostgreSQL at ${host} is ${version}, and Casement needs ${OLDEST_POSTGRES} or newer.`,
        'Upgrade it, or leave DATABASE_URL empty to use the private one.',
      );
    }
    if (encoding !== 'UTF8') {
      throw new SetupError(
        `The database at ${host} stores text as ${encoding}, which cannot hold every message.`,
        'Create one with encoding UTF8.',
      );
    }
    return version.split(' ')[0] ?? version;
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(
      `The PostgreSQL at ${host} cannot be used: ${describe(error)}`,
      'Check DATABASE_URL and that the server runs.',
    );
  } finally {
    await client?.end().catch(() => undefined);
  }
}

/** A refused connection to several addresses has its reasons inside and no message of its own. */
function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ');
  return error instanceof Error ? error.message : String(error);
}
