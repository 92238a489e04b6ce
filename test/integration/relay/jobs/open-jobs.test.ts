import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from '../../../../relay/log.ts';
import { openJobs } from '../../../../relay/jobs/open-jobs.ts';
import { testDatabase } from '../../../support/relay-database/test-database.ts';

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(statement);
    return rows;
  } finally {
    await client.end();
  }
}

test('the queue makes its tables in its own schema, as a role that sees nothing else', async () => {
  const url = await testDatabase();
  const jobs = await openJobs(url, openLog('silent'));
  onTestFinished(jobs.stop);
  const owners = await query(
    url,
    `SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'casement_jobs'`,
  );
  expect(owners).toEqual([{ tableowner: 'casement_jobs' }]);
  await expect(
    query(url, 'SET ROLE casement_jobs; SELECT * FROM casement.messages'),
  ).rejects.toThrow('permission denied for schema casement');
});

test('a second relay opens the same queue, and a job reaches one of them', async () => {
  const url = await testDatabase();
  const [one, other] = await Promise.all([
    openJobs(url, openLog('silent')),
    openJobs(url, openLog('silent')),
  ]);
  onTestFinished(one.stop);
  onTestFinished(other.stop);
  await one.boss.createQueue('greetings', { notify: true });
  const greeted = new Promise((resolve) => {
    void other.boss.work('greetings', async ([job]) => resolve(job?.data));
  });
  await one.boss.send('greetings', { from: 'one' });
  expect(await greeted).toEqual({ from: 'one' });
});
