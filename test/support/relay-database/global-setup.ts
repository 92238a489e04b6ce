import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../../relay/db/migrate.ts';
import { MIGRATIONS } from '../../../relay/db/migrations/index.ts';
import { startPrivatePostgres } from '../../../relay/db/private-postgres/private-postgres.ts';
import { openJobs } from '../../../relay/jobs/open-jobs.ts';
import { openLog } from '../../../relay/log.ts';
import { onServer } from './on-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly databaseServer: string;
    /** A database with the newest structure and the queue's tables, to make others from. */
    readonly databaseTemplate: string;
  }
}

/** Makes the database that others are copied from: a copy takes a quarter of the time. */
async function makeTemplate(server: string): Promise<string> {
  const name = `casement_template_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate(url.href, MIGRATIONS);
  const jobs = await openJobs(url.href, openLog('silent'));
  await jobs.stop();
  return name;
}

/**
 * One database server for all integration tests: the one of TEST_DATABASE_URL, or a private
 * one that ends with the tests. Each test makes databases of its own on it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    project.provide('databaseServer', given);
    const template = await makeTemplate(given);
    project.provide('databaseTemplate', template);
    return () => onServer(given, `DROP DATABASE ${template} WITH (FORCE)`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'casement-tests-'));
  const server = await startPrivatePostgres({ folder });
  const url = server.url('postgres');
  project.provide('databaseServer', url);
  project.provide('databaseTemplate', await makeTemplate(url));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
