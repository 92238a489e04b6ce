import type { Client } from 'pg';
import { DatabaseError } from 'pg';
import { SetupError } from '../setup-error.ts';

/**
 * The roles of the relay. None can log in: the relay's connections take one on. The owner holds
 * the tables and is bound by row-level security like everyone; `app` works with the tenants'
 * data, `auth` with sign-in alone, `jobs` with the queue alone.
 */
export const ROLES = {
  owner: 'casement_owner',
  app: 'casement_app',
  auth: 'casement_auth',
  jobs: 'casement_jobs',
} as const;
export type RelayRole = keyof typeof ROLES;

/** The schema that each of the working roles has. */
export const SCHEMAS = { app: 'casement', auth: 'casement_auth', jobs: 'casement_jobs' } as const;

/**
 * Creates the roles and schemas that are missing. Roles belong to the whole server, and other
 * databases of it may be creating them at the same moment.
 *
 * @throws {SetupError} if the connection's role may not
 */
export async function ensureRoles(client: Client): Promise<void> {
  try {
    for (const role of Object.values(ROLES)) {
      await client.query(`
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
            CREATE ROLE ${role} NOLOGIN;
          END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$`);
      await client.query(`
        DO $$ BEGIN
          IF NOT pg_has_role(current_user, '${role}', 'SET') THEN
            EXECUTE format('GRANT ${role} TO %I', current_user);
          END IF;
        EXCEPTION WHEN unique_violation THEN NULL;
        END $$`);
    }
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS ${SCHEMAS.app} AUTHORIZATION ${ROLES.owner};
      CREATE SCHEMA IF NOT EXISTS ${SCHEMAS.auth} AUTHORIZATION ${ROLES.auth};
      CREATE SCHEMA IF NOT EXISTS ${SCHEMAS.jobs} AUTHORIZATION ${ROLES.jobs};
      GRANT USAGE ON SCHEMA ${SCHEMAS.app} TO ${ROLES.app};`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '42501') throw error;
    throw new SetupError(
      `The database role of DATABASE_URL may not create what the relay needs: ${error.message}.`,
      `Give it CREATEROLE, and CREATE on the database; where another role has made ${ROLES.owner} on this server, have that one or a superuser grant ${Object.values(ROLES).join(', ')} to it.`,
    );
  }
}
