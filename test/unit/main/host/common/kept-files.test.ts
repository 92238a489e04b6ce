import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../../shared/contract/bridge.ts';
import { keyFile } from '../../../../../main/host/common/key-file.ts';
import { openLogFile } from '../../../../../main/host/common/log-file.ts';
import { profileFolder, profileName } from '../../../../../main/host/common/profile.ts';
import { settingsFile } from '../../../../../main/host/web/settings-file.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const NAME = 'token:https://relay.example:ana@northwind.example';
const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('the file of keys', () => {
  it('survives a restart and is its owner’s only', async () => {
    const folder = await temporaryFolder();
    await keyFile(folder).write(NAME, 'secret');
    expect(await keyFile(folder).read(NAME)).toBe('secret');
    expect(await keyFile(folder).read('another')).toBeNull();
    expect(await mode(join(folder, 'keys.json'))).toBe(0o600);
    expect(keyFile(folder).protected).toBe(false);
  });

  it('is closed again when others could read it', async () => {
    const folder = await temporaryFolder();
    await keyFile(folder).write(NAME, 'secret');
    await chmod(join(folder, 'keys.json'), 0o644);
    expect(await keyFile(folder).read(NAME)).toBe('secret');
    expect(await mode(join(folder, 'keys.json'))).toBe(0o600);
  });

  it('forgets what is removed', async () => {
    const folder = await temporaryFolder();
    await keyFile(folder).write(NAME, 'secret');
    await keyFile(folder).write(NAME, null);
    expect(await keyFile(folder).read(NAME)).toBeNull();
    expect(await readFile(join(folder, 'keys.json'), 'utf8')).not.toContain('secret');
  });

  it('is never replaced by an empty one: that would lock the cache', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'keys.json'), '{"cut');
    expect(() => keyFile(folder)).toThrow(/keys\.json cannot be read/);
    expect(await readFile(join(folder, 'keys.json'), 'utf8')).toBe('{"cut');
  });
});

describe('the settings', () => {
  it('are the defaults at first, and what was chosen after a restart', async () => {
    const folder = await temporaryFolder();
    expect(settingsFile(folder).get()).toEqual(DEFAULT_SETTINGS);
    expect(settingsFile(folder).update({ theme: 'dark', listWidth: 400 })).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      listWidth: 400,
    });
    expect(settingsFile(folder).get().theme).toBe('dark');
  });

  it('keep what is still allowed of another version’s file', async () => {
    const folder = await temporaryFolder();
    const stored = { theme: 'sepia', density: 'compact', listWidth: 9999, extra: true };
    await writeFile(join(folder, 'settings.json'), JSON.stringify(stored));
    expect(settingsFile(folder).get()).toEqual({ ...DEFAULT_SETTINGS, density: 'compact' });
  });

  it('are the defaults when the file is broken', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'settings.json'), '{"theme":');
    expect(settingsFile(folder).get()).toEqual(DEFAULT_SETTINGS);
  });
});

describe('a profile', () => {
  it.each(['default', 'b', 'second-one', '2'])('may be named %s', (name) => {
    expect(profileName(name)).toBe(name);
  });

  it.each(['', '.', '..', 'a/b', 'a\\b', '-a', 'A', 'a b', 'ä', 'x'.repeat(33), 'nul\0'])(
    'may not be named %j',
    (name) => {
      expect(() => profileName(name)).toThrow('cannot be the name of a profile');
    },
  );

  it('gets a folder that others cannot look into, also where it was open before', async () => {
    const base = await temporaryFolder();
    await mkdir(join(base, 'desktop/a'), { recursive: true, mode: 0o755 });
    expect(profileFolder(base, 'desktop', 'a')).toBe(join(base, 'desktop/a'));
    expect(await mode(join(base, 'desktop/a'))).toBe(0o700);
  });

  it('says which folder it cannot have', async () => {
    const base = await temporaryFolder();
    await writeFile(join(base, 'desktop'), 'a file');
    expect(() => profileFolder(base, 'desktop', 'a')).toThrow(/folder .*desktop.* cannot be used/);
  });
});

describe('the log', () => {
  it('is appended to, line by line', async () => {
    const folder = await temporaryFolder();
    for (const event of ['first', 'second']) {
      const file = openLogFile(folder, () => 0);
      file.log({ level: 'info', event });
      await file.close();
    }
    expect(await readFile(join(folder, 'casement.log'), 'utf8')).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","level":"info","event":"first"}\n' +
        '{"at":"1970-01-01T00:00:00.000Z","level":"info","event":"second"}\n',
    );
    expect(await mode(join(folder, 'casement.log'))).toBe(0o600);
  });

  it('is set aside once it is large', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'casement.log'), 'x'.repeat(5_000_001));
    await openLogFile(folder, () => 0).close();
    expect((await stat(join(folder, 'casement.log'))).size).toBe(0);
    expect((await stat(join(folder, 'casement.log.old'))).size).toBe(5_000_001);
  });
});
