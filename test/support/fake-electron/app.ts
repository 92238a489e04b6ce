import { lasting, state } from './state.ts';

export const app = lasting({
  enableSandbox: (): void => undefined,
  getPath: (name: string): string => state.paths.get(name) ?? '/nowhere',
  setPath: (name: string, path: string): void => {
    state.paths.set(name, path);
  },
  getVersion: (): string => '1.2.3',
  requestSingleInstanceLock: (): boolean => state.lock,
  whenReady: (): Promise<void> => Promise.resolve(),
  setAsDefaultProtocolClient: (scheme: string): boolean => {
    state.schemes.push(scheme);
    return true;
  },
  setBadgeCount: (count: number): boolean => {
    state.badge = count;
    return true;
  },
  /** As Electron: asks once more whether something is in the way. */
  quit: (): void => {
    state.quits += 1;
    let prevented = false;
    app.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) app.emit('quit');
  },
  exit: (code: number): void => {
    state.exitCode = code;
  },
});

Object.defineProperty(app, 'isPackaged', { get: () => state.packaged });
