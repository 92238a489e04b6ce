import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { Platform } from '../../platform/platform.ts';
import { HostError } from './host-error.ts';

/**
 * Secrets in a file that only its owner's account can read. That is weak, and said so
 * (`protected: false`): plain Node has no way into the operating system's own store.
 *
 * @param folder the profile's folder
 * @throws {HostError} when the file is there and cannot be read: a new one would lock the cache
 */
export function keyFile(folder: string): Platform['secrets'] {
  const path = join(folder, 'keys.json');
  const before = statSync(path, { throwIfNoEntry: false });
  if (before !== undefined && process.platform !== 'win32') chmodSync(path, 0o600);
  const file = openFile(folder, path);
  return {
    protected: false,
    read: (name) => {
      const value: unknown = file.get(name);
      return Promise.resolve(typeof value === 'string' ? value : null);
    },
    write: (name, value) => {
      if (value === null) file.delete(name);
      else file.set(name, value);
      return Promise.resolve();
    },
  };
}

function openFile(folder: string, path: string): Conf {
  try {
    return new Conf({
      cwd: folder,
      configName: 'keys',
      configFileMode: 0o600,
      // Names hold addresses and e-mail addresses, and those have dots.
      accessPropertiesByDotNotation: false,
    });
  } catch (error) {
    throw new HostError(
      `The file of keys ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Restore it from a backup. Without it the cache is loaded anew: then remove the file.',
    );
  }
}
