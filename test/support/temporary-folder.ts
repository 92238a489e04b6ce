import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * A folder of the running test's own, readable by its account only, removed afterwards.
 *
 * @param cleanUp when: after the test, or `afterAll` where a whole file shares the folder
 */
export async function temporaryFolder(
  cleanUp: (work: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'casement-test-')));
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
