import { Client } from 'pg';
import { SUPERUSER, type Cluster } from './cluster.ts';

/** The lock that the process which holds the server keeps inside it; it goes with its connection. */
const HOLDER_LOCK = 0x0ca5_e3e7;

/** A connection to the private server of a cluster. */
export interface Connection {
  readonly client: Client;
  readonly port: number;
  /** Settles, with the reason, when the connection breaks; not when it is ended. */
  readonly lost: Promise<string>;
}

/**
 * Connects to a cluster's server on a port.
 *
 * @returns undefined if what answers there, if anything, is not this cluster's server
 */
export async function connect(cluster: Cluster, port: number): Promise<Connection | undefined> {
  if (!Number.isInteger(port)) return undefined;
  const client = new Client({
    // All of it said, so that no PG* variable of the environment has a say.
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password: cluster.password,
    database: 'postgres',
    ssl: false,
    options: '-c client_encoding=UTF8',
    connectionTimeoutMillis: 5_000,
    application_name: `casement-relay-${process.pid}`,
    keepAlive: true,
  });
  const lost = new Promise<string>((resolve) => {
    client.on('error', (error: Error) => resolve(error.message));
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ cluster_name: string }>('SHOW cluster_name');
    if (rows[0]?.cluster_name === cluster.name) return { client, port, lost };
  } catch {
    // Refused, silent, or somebody else's: for the caller it is the same.
  }
  await client.end().catch(() => undefined);
  return undefined;
}

/**
 * Takes the lock of the one process that holds the server.
 *
 * @returns undefined when taken, else the process that has it
 */
export async function takeHold({ client }: Connection): Promise<string | undefined> {
  const taken = await client.query<{ ok: boolean }>('SELECT pg_try_advisory_lock($1) AS ok', [
    HOLDER_LOCK,
  ]);
  if (taken.rows[0]?.ok === true) return undefined;
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted`,
    [HOLDER_LOCK],
  );
  return rows[0]?.name.replace('casement-relay-', '') ?? 'unknown';
}

/** The address of a database on a cluster's server. Holds the password: never to be logged. */
export function connectionString(cluster: Cluster, port: number, database: string): string {
  const path = encodeURIComponent(database);
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${path}?sslmode=disable`;
}
