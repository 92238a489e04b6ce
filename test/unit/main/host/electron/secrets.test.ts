import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Conf from 'conf';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSecrets } from '../../../../../main/host/electron/secrets.ts';
import { resetElectron, state } from '../../../../support/fake-electron/index.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const NAME = 'cache-key:https://relay.example:ana@northwind.example';

async function aStore() {
  const folder = await temporaryFolder();
  const options = { cwd: folder, configName: 'secrets', accessPropertiesByDotNotation: false };
  const file = new Conf(options);
  const logged: string[] = [];
  const open = (platform: NodeJS.Platform = 'linux') =>
    openSecrets(folder, file, platform, ({ event }) => logged.push(event));
  return { folder, file, logged, open };
}

beforeEach(resetElectron);

describe('secrets in the operating system’s store', () => {
  it('are kept, replaced and removed, and are in no file in clear', async () => {
    const { folder, open } = await aStore();
    const secrets = await open();
    await secrets.write(NAME, 'the key of the cache');
    expect(await (await open()).read(NAME)).toBe('the key of the cache');
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('the key');
    await secrets.write(NAME, null);
    expect(await secrets.read(NAME)).toBeNull();
  });

  it.each<[NodeJS.Platform, string, boolean]>([
    ['linux', 'gnome_libsecret', true],
    ['linux', 'kwallet6', true],
    ['linux', 'basic_text', false],
    ['darwin', 'unknown', true],
    ['win32', 'unknown', true],
  ])('on %s with %s count as protected: %s', async (platform, backend, isProtected) => {
    state.backend = backend;
    const { open } = await aStore();
    expect((await open(platform)).protected).toBe(isProtected);
  });

  it('that another account encrypted are as good as not there, and the log says so', async () => {
    const { file, logged, open } = await aStore();
    file.set(NAME, Buffer.from('something else').toString('base64'));
    expect(await (await open()).read(NAME)).toBeNull();
    expect(logged).toEqual(['secrets.cannot_decrypt']);
  });

  it('that cannot be read for a moment are put aside when others take their place', async () => {
    const { file, open } = await aStore();
    const locked = Buffer.from('out of reach').toString('base64');
    file.set({ [NAME]: locked });
    const secrets = await open();
    await secrets.read(NAME);
    await secrets.write(NAME, 'a new key');
    expect(await secrets.read(NAME)).toBe('a new key');
    expect(Object.values(file.store)).toContain(locked);
  });

  it('lie in a file of the owner’s, said to be unprotected, where there is no store', async () => {
    state.encryption = false;
    const { folder, logged, open } = await aStore();
    const secrets = await open();
    await secrets.write(NAME, 'the key of the cache');
    expect([secrets.protected, await secrets.read(NAME)]).toEqual([false, 'the key of the cache']);
    expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(logged).toEqual(['secrets.no_system_store']);
  });
});
