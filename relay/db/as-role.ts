import type { Pool } from 'pg';
import { SetupError } from '../setup-error.ts';
import { type RelayRole, ROLES, SCHEMAS } from './roles.ts';

type WorkingRole = Exclude<RelayRole, 'owner'>;

/**
 * Settings for a connection that works as one of the relay's roles, in its schema. Options of
 * the address itself would silently take the place of the role, and with it of row-level
 * security: they are put before the relay's own, of which none gives way.
 *
 * @param url of the database
 * @param more further options, such as `-c synchronous_commit=off`
 */
export function asRole(
  url: string,
  role: WorkingRole,
  more = '',
): { readonly connectionString: string; readonly options: string } {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  const own = `-c role=${ROLES[role]} -c search_path=${SCHEMAS[role]}`;
  return {
    connectionString: address.href,
    options: [given, more, own].filter((part) => part !== '').join(' '),
  };
}

/**
 * Makes sure that the pool's connections do work as this role: a pooler between relay and
 * database may leave the options out.
 *
 * @throws {SetupError} if they do not
 */
export async function mustWorkAs(pool: Pool, role: WorkingRole): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('SELECT current_user AS name');
  const name = rows[0]?.name;
  if (name === ROLES[role]) return;
  throw new SetupError(
    `The database lets the relay work as ${name}, and not as ${ROLES[role]}, which keeps the tenants apart.`,
    'Let DATABASE_URL lead to the server itself, or to a pooler in session mode that passes the option "role" on.',
  );
}
