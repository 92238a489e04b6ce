import { safeStorage } from 'electron';
import { detailOf, type Log } from '../../log.ts';
import type { Platform } from '../../platform/platform.ts';
import { keyFile } from '../common/key-file.ts';
import type { KeyValueFile } from '../common/settings-store.ts';

/** Where a secret is kept that could not be read when another took its place. */
const ASIDE = ' unreadable';

/**
 * Secrets, encrypted by the operating system's own store where there is one. Electron is ready.
 *
 * @param folder the profile's folder, for the key file where nothing better is there
 * @param file where the encrypted secrets are kept
 */
export async function openSecrets(
  folder: string,
  file: KeyValueFile & { readonly delete: (name: string) => void },
  platform: NodeJS.Platform,
  log: Log,
): Promise<Platform['secrets']> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) {
    log({ level: 'warn', event: 'secrets.no_system_store' });
    return keyFile(folder);
  }
  const unreadable = new Set<string>();
  return {
    // `basic_text` encrypts with a password that is the same on every machine.
    protected: platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text',
    read: async (name) => {
      const kept = file.get(name);
      if (typeof kept !== 'string') return null;
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(kept, 'base64'))).result;
      } catch (error) {
        // Another account's or machine's store: the secret is as good as not there.
        log({ level: 'error', event: 'secrets.cannot_decrypt', detail: detailOf(error) });
        unreadable.add(name);
        return null;
      }
    },
    write: async (name, value) => {
      // A store may be out of reach for a moment only: the key of a cache is not to be lost by it.
      if (unreadable.delete(name)) file.set({ [`${name}${ASIDE}`]: file.get(name) });
      if (value === null) file.delete(name);
      else {
        const encrypted = await safeStorage.encryptStringAsync(value);
        file.set({ [name]: encrypted.toString('base64') });
      }
    },
  };
}
