import { PgBoss } from 'pg-boss';
import { asRole } from '../db/as-role.ts';
import { SCHEMAS } from '../db/roles.ts';
import type { Log } from '../log.ts';

/** The queue between relays. It wakes; it never decides who does what. */
export interface Jobs {
  readonly boss: PgBoss;
  /** Lets go of what is under way and closes the connections. */
  readonly stop: () => Promise<void>;
}

/** One for work, one for its own care; a third listens. */
const CONNECTIONS = 2;

/**
 * Opens the queue, and makes its tables where they are missing. It works as the role `jobs`, in
 * a schema that the relay's migrations have made for it: that role can see nothing else.
 *
 * @param url of the database, with session connections (no pooler in transaction mode): the
 *   queue listens on one
 */
export async function openJobs(url: string, log: Log): Promise<Jobs> {
  const boss = new PgBoss({
    ...asRole(url, 'jobs'),
    application_name: 'casement-jobs',
    schema: SCHEMAS.jobs,
    createSchema: false,
    migrate: true,
    max: CONNECTIONS,
    useListenNotify: true,
    schedule: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue has a fault'));
  boss.on('warning', ({ message }) => log.warn({ message }, 'the job queue warns'));
  await boss.start();
  return { boss, stop: () => boss.stop({ graceful: false, close: true }) };
}
