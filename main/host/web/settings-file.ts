import Conf from 'conf';
import type { SettingsStore } from '../../platform/platform.ts';
import { settingsStore } from '../common/settings-store.ts';

/** The settings of a profile, in `settings.json` of its folder. A broken file counts as none. */
export function settingsFile(folder: string): SettingsStore {
  return settingsStore(
    new Conf({
      cwd: folder,
      configName: 'settings',
      configFileMode: 0o600,
      clearInvalidConfig: true,
    }),
  );
}
