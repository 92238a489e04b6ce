import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockProfile } from '../../../../../main/host/web/profile-lock.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

async function held(folder: string) {
  const lock = await lockProfile(folder, 'default');
  onTestFinished(() => lock.release());
  return lock;
}

/** A process that takes the lock and is then killed, as by a power cut. */
async function killedHolder(folder: string): Promise<void> {
  const module = join(import.meta.dirname, '../../../../../main/host/web/profile-lock.ts');
  const script = `
    const { lockProfile } = await import(${JSON.stringify(module)});
    await lockProfile(${JSON.stringify(folder)}, 'default');
    console.log('held');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
}

describe('the lock of a profile', () => {
  it('keeps a second process out and says where the first one is', async () => {
    const folder = await temporaryFolder();
    (await held(folder)).describe('process 7 serves it at http://127.0.0.1:4380');
    await expect(lockProfile(folder, 'default')).rejects.toThrow(
      'The profile "default" is in use: process 7 serves it at http://127.0.0.1:4380.',
    );
  });

  it('is free again once it is released', async () => {
    const folder = await temporaryFolder();
    await (await lockProfile(folder, 'default')).release();
    await expect(held(folder)).resolves.toBeDefined();
  });

  it('is free again when its holder was killed', async () => {
    const folder = await temporaryFolder();
    await killedHolder(folder);
    await expect(held(folder)).resolves.toBeDefined();
    await expect(lockProfile(folder, 'default')).rejects.toThrow('is in use');
  });

  it('goes to one of many that find it dead at the same moment', async () => {
    const folder = await temporaryFolder();
    await killedHolder(folder);
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => lockProfile(folder, 'default')),
    );
    const winners = all.filter((one) => one.status === 'fulfilled');
    for (const { value } of winners) onTestFinished(() => value.release());
    expect(winners).toHaveLength(1);
  });

  it('goes to one of many that come one after the other, while it is being replaced', async () => {
    const folder = await temporaryFolder();
    await killedHolder(folder);
    const all = await Promise.allSettled(
      Array.from({ length: 40 }, async (_, turns) => {
        for (let turn = 0; turn < turns; turn += 1) await nextTurn();
        return lockProfile(folder, 'default');
      }),
    );
    const winners = all.filter((one) => one.status === 'fulfilled');
    for (const { value } of winners) onTestFinished(() => value.release());
    expect(winners).toHaveLength(1);
  });

  it('works in a folder whose path is too long for a socket', async () => {
    const folder = join(await temporaryFolder(), 'x'.repeat(120));
    await mkdir(folder);
    await held(folder);
    await expect(lockProfile(folder, 'default')).rejects.toThrow('is in use');
  });
});
