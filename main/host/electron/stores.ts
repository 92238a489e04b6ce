import type Conf from 'conf';
import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';

/** The small files that this host keeps in a profile's folder, each for its owner only. */
export interface Stores {
  readonly settings: Conf;
  readonly secrets: Conf;
  readonly places: Conf;
}

/** What electron-store listens on, so that a page may open stores: ours may not. */
const STORE_CHANNEL = 'electron-store-get-data';

/**
 * Opens them. A broken file of settings or places counts as none; one of secrets stops the start.
 */
export function openStores(folder: string): Stores {
  const common = { cwd: folder, configFileMode: 0o600 };
  const stores = {
    settings: new ElectronStore({ ...common, name: 'settings', clearInvalidConfig: true }),
    // Names hold addresses and e-mail addresses, and those have dots.
    secrets: new ElectronStore({
      ...common,
      name: 'secrets',
      accessPropertiesByDotNotation: false,
    }),
    places: new ElectronStore({ ...common, name: 'window', clearInvalidConfig: true }),
  };
  ipcMain.removeAllListeners(STORE_CHANNEL);
  return stores;
}
