import type { SettingsStore } from '../../platform/platform.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import { MARKS } from '../alerts/window-alerts.ts';
import type { Workspace } from '../session/workspace.ts';
import { type WindowWatch, type WindowWatchOptions, watchWindows } from './window-watch.ts';

const MINUTE = 60_000;

/** Watches the windows of whoever is signed in: their ends, the amber sign, and the marks. */
export function watchInboxWindows({
  current,
  settings,
  relayClock,
  ...rest
}: Pick<WindowWatchOptions, 'turned' | 'looked' | 'failed' | 'longest'> & {
  readonly current: () => Workspace | null;
  readonly settings: SettingsStore;
  readonly relayClock: RelayClock;
}): WindowWatch {
  return watchWindows({
    ...rest,
    now: relayClock.now,
    nextTurn: (after) => {
      const minutes = [0, settings.get().windowAmberMinutes, ...MARKS];
      const leads = minutes.map((each) => each * MINUTE);
      return current()?.cache.windows.nextTurn(after, leads) ?? null;
    },
  });
}
