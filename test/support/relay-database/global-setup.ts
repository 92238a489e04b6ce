import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { TestProject } from 'vitest/node';
import { startPrivatePostgres } from '../../../relay/db/private-postgres/private-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly databaseServer: string;
  }
}

/**
 * One database server for all integration tests: the one of TEST_DATABASE_URL, or a private
 * one that ends with the tests. Each test makes databases of its own on it.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    project.provide('databaseServer', given);
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'casement-tests-'));
  const server = await startPrivatePostgres({ folder });
  project.provide('databaseServer', server.url('postgres'));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
