import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { restStage } from '../../../../support/rest/rest-stage.ts';

/* The examples of the documents, as somebody runs them. */

const run = promisify(execFile);
const examples = join(import.meta.dirname, '../../../../../docs/examples');
const CUSTOMER = '+34600111222';
const TEXT = 'Your "order" is packed \\ ready.';

function environment(url: string, secret: string) {
  return { PATH: process.env['PATH'], CASEMENT_URL: url, CASEMENT_API_KEY: secret };
}

test('the example in TypeScript sends once and tells what became of it', async () => {
  const stage = await restStage();
  await stage.customer(CUSTOMER);
  const env = environment(stage.url, stage.key.secret);
  const program = join(examples, 'send.ts');
  const { stdout } = await run(process.execPath, [program, CUSTOMER, TEXT], { env });
  expect(stdout).toMatch(/^[0-9a-f-]{36} (accepted|sent|delivered|read)\n {2}\S+ queued\n/);
  expect(stage.taken(CUSTOMER)).toBe(1);
  const refused = run(process.execPath, [program, '+34600999888', TEXT], { env });
  await expect(refused).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^window_closed: .* Send a template to reopen it/),
  });
});

test('the example with curl sends once and reads the message', async () => {
  const stage = await restStage();
  await stage.customer(CUSTOMER);
  const env = environment(stage.url, stage.key.secret);
  const { stdout } = await run('sh', [join(examples, 'send.sh'), CUSTOMER, TEXT], { env });
  expect(JSON.parse(stdout)).toMatchObject({ body: TEXT, author: { kind: 'system' } });
  const refused = run('sh', [join(examples, 'send.sh'), '+34600999888', TEXT], { env });
  await expect(refused).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('"code":"window_closed"'),
  });
});
