import Conf from 'conf';

/** The small files that this host keeps in a profile's folder, each for its owner only. */
export interface Stores {
  readonly settings: Conf;
  readonly secrets: Conf;
  readonly places: Conf;
}

/**
 * Opens them. A broken file of settings or places counts as none; one of secrets stops the start.
 * `electron-store` is the same with a channel to the pages beside our own, so it is not used.
 */
export function openStores(folder: string): Stores {
  const common = { cwd: folder, configFileMode: 0o600 };
  return {
    settings: new Conf({ ...common, configName: 'settings', clearInvalidConfig: true }),
    // Names hold addresses and e-mail addresses, and those have dots.
    secrets: new Conf({ ...common, configName: 'secrets', accessPropertiesByDotNotation: false }),
    places: new Conf({ ...common, configName: 'window', clearInvalidConfig: true }),
  };
}
