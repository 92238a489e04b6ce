import { DEFAULT_SETTINGS, settings, type Settings } from '../../../shared/contract/bridge.ts';
import type { SettingsStore } from '../../platform/platform.ts';

/** The part of `conf` and `electron-store` that settings need. */
export interface KeyValueFile {
  readonly get: (key: string) => unknown;
  readonly set: (values: Readonly<Record<string, unknown>>) => void;
}

const KEYS = settings.keyof().options;

/**
 * The person's settings on top of a file of keys and values. A value that is missing or is no
 * longer allowed counts as not set, so that neither an older nor a newer version's file hurts.
 */
export function settingsStore(file: KeyValueFile): SettingsStore {
  const read = (): Settings => {
    const stored = Object.fromEntries(KEYS.map((key) => [key, file.get(key)]));
    const usable = KEYS.filter((key) => settings.shape[key].safeParse(stored[key]).success);
    return settings.parse({
      ...DEFAULT_SETTINGS,
      ...Object.fromEntries(usable.map((key) => [key, stored[key]])),
    });
  };
  let current = read();
  return {
    get: () => current,
    update: (part) => {
      const next = settings.parse({ ...current, ...part });
      file.set(next);
      current = next;
      return current;
    },
  };
}
