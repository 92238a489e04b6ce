import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { asRole } from './as-role.ts';
import type { RelayRole } from './roles.ts';
import type { Schema } from './schema.ts';

/**
 * A pool whose connections work as one of the relay's roles, with its schema.
 *
 * @param url of the database
 * @param role what the connections may do
 * @param size at most so many connections
 */
export function openPool(url: string, role: Exclude<RelayRole, 'owner'>, size: number): Pool {
  const pool = new Pool({
    ...asRole(url, role),
    max: size,
    application_name: `casement-${role}`,
    types: {
      getTypeParser: (oid, format) =>
        // Milliseconds and change numbers are far below 2^53.
        oid === types.builtins.INT8 && format !== 'binary'
          ? Number
          : types.getTypeParser(oid, format),
    },
  });
  // An idle connection that breaks is replaced by the pool; who uses one gets the error itself.
  // Of one that breaks while it is being closed, only the connection itself tells.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The query builder on a pool of the role `app`. */
export function openKysely(pool: Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
