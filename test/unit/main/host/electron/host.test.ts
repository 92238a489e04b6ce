import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { refuse } from '../../../../../shared/contract/errors.ts';
import type { App, AppDeps } from '../../../../../main/app.ts';
import { startElectronHost } from '../../../../../main/host/electron/host.ts';
import {
  app,
  BrowserWindow,
  ipcMain,
  pageOf,
  powerMonitor,
  resetElectron,
  state,
} from '../../../../support/fake-electron/index.ts';
import { BRIDGE_CHANNEL } from '../../../../../shared/contract/bridge.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const ID = '0199c1de-0000-7000-8000-000000000001';
const LINK = `casement://conversation/${ID}`;

interface Started {
  readonly deps: AppDeps | null;
  readonly resumed: () => number;
  readonly closed: () => boolean;
  readonly folder: string;
}

async function start(
  argv: readonly string[] = [],
  platform: NodeJS.Platform = 'linux',
  base?: string,
): Promise<Started> {
  const folder = base ?? (await temporaryFolder());
  let deps: AppDeps | null = null;
  let resumed = 0;
  let closed = false;
  const core: App = {
    call: () => Promise.resolve({ ok: true, value: 'called' }),
    onPush: () => () => undefined,
    pageGone: () => undefined,
    media: () => Promise.resolve(null),
    upload: () => Promise.resolve({ ok: false, refusal: refuse('busy') }),
    contactFiles: {
      stage: () => Promise.resolve({ ok: false, refusal: refuse('busy') }),
      download: () => Promise.resolve({ ok: false, refusal: refuse('busy') }),
    },
    resumed: () => (resumed += 1),
    close: async () => {
      await nextTurn();
      closed = true;
    },
  };
  await startElectronHost({
    createApp: (given) => {
      deps = given;
      return Promise.resolve(core);
    },
    out: '/program/out',
    argv,
    environment: { CASEMENT_DATA_DIR: folder, CASEMENT_RELAY_URL: 'https://relay.example' },
    platform,
    now: () => 0,
  });
  return { deps, resumed: () => resumed, closed: () => closed, folder };
}

const windows = () => BrowserWindow.all;

// First in this file: a package that listens does so once in a process.
it('listens on no channel but its own', async () => {
  await start();
  expect([...state.handlers.keys()]).toEqual([BRIDGE_CHANNEL]);
  expect(ipcMain.eventNames()).toEqual([]);
});

beforeEach(() => {
  resetElectron();
  BrowserWindow.all.length = 0;
});

describe('a start in Electron', () => {
  it('gives the core a folder of the profile’s own, readable by its owner only', async () => {
    const { deps, folder } = await start(['--profile', 'second', '--some-chromium-switch=1']);
    expect(deps?.profile).toBe('second');
    expect(deps?.dataFolder).toBe(join(folder, 'electron/second'));
    expect(deps?.suggestedRelayUrl).toBe('https://relay.example');
    expect(deps?.mediaBase).toBe('app://casement/media/');
    expect((await stat(deps?.dataFolder ?? '')).mode & 0o777).toBe(0o700);
    expect(state.paths.get('userData')).toBe(deps?.dataFolder);
  });

  it('refuses a profile that would lead out of the folder', async () => {
    await expect(start(['--profile', '../../elsewhere'])).rejects.toThrow('cannot be the name');
  });

  it('opens one window whose page is sandboxed and gets nothing but the preload', async () => {
    await start();
    expect(windows()).toHaveLength(1);
    expect(windows()[0]?.loaded).toEqual(['app://casement/']);
    expect(windows()[0]?.options['webPreferences']).toMatchObject({
      preload: '/program/out/preload/index.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
    windows()[0]?.emit('ready-to-show');
    expect(windows()[0]?.shown).toBe(1);
  });

  it('lets that window call the core', async () => {
    await start();
    const [window] = windows();
    const answer =
      window && pageOf(window.webContents).electron.ipcRenderer.invoke('casement', '{}');
    expect(await answer).toBe('{"ok":true,"value":"called"}');
  });

  it('guards whatever page is ever made', async () => {
    await start();
    let prevented = 0;
    const event = { url: 'https://evil.example/', preventDefault: () => (prevented += 1) };
    windows()[0]?.webContents.emit('will-navigate', event);
    windows()[0]?.webContents.emit('will-attach-webview', event);
    expect(prevented).toBe(2);
    expect(state.servers.has('app')).toBe(true);
  });

  it('tells the core when the machine wakes up', async () => {
    const { resumed } = await start();
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
    expect(resumed()).toBe(2);
  });

  it('opens where the window was closed last', async () => {
    const { folder } = await start();
    windows()[0]?.close();
    await start([], 'linux', folder);
    expect(windows()[1]?.options).toMatchObject({ x: 10, y: 40, width: 900, height: 700 });
  });
});

describe('a second start of the same profile', () => {
  it('ends, and makes no core', async () => {
    state.lock = false;
    const { deps } = await start();
    expect([deps, state.quits, windows().length]).toEqual([null, 1, 0]);
  });

  it('brings the first one’s window forward, at the conversation of its link', async () => {
    await start();
    const shown = windows()[0]?.shown ?? 0;
    app.emit('second-instance', {}, ['casement', LINK]);
    app.emit('second-instance', {}, ['casement', 'casement://evil']);
    expect(windows()[0]?.loaded).toEqual([
      'app://casement/',
      `app://casement/#/conversation/${ID}`,
    ]);
    expect(windows()[0]?.shown).toBe(shown + 2);
  });
});

describe('a link', () => {
  it('that starts the program opens its conversation', async () => {
    await start(['casement', LINK]);
    expect(windows()[0]?.loaded).toEqual([`app://casement/#/conversation/${ID}`]);
  });

  it('is followed on macOS too, and nothing else is', async () => {
    await start([], 'darwin');
    const event = { preventDefault: () => undefined };
    app.emit('open-url', event, LINK);
    app.emit('open-url', event, 'casement://settings');
    expect(windows()[0]?.loaded).toHaveLength(2);
    expect(state.schemes).toContain('casement');
  });
});

describe('the end', () => {
  it('comes with the last window, after the core has closed', async () => {
    const { closed } = await start();
    const quit = new Promise((resolve) => app.once('quit', resolve));
    windows()[0]?.close();
    app.emit('window-all-closed');
    expect(closed()).toBe(false);
    await quit;
    expect(closed()).toBe(true);
  });

  it('does not come with the last window on macOS, where the dock opens another', async () => {
    await start([], 'darwin');
    windows()[0]?.close();
    app.emit('window-all-closed');
    expect(state.quits).toBe(0);
    app.emit('activate');
    expect(windows()).toHaveLength(2);
    const [, second] = windows();
    const answer =
      second && pageOf(second.webContents).electron.ipcRenderer.invoke('casement', '{}');
    expect(await answer).toContain('called');
  });
});

describe('what the operating system shows', () => {
  it('is a notification that brings the window forward', async () => {
    const { deps } = await start();
    deps?.platform.notify?.({ title: 'Ana', body: 'Hola' });
    const shown = windows()[0]?.shown ?? 0;
    state.notifications[0]?.emit('click');
    expect(windows()[0]?.shown).toBe(shown + 1);
  });

  it('is a number on the dock, and a dot on Windows', async () => {
    (await start()).deps?.platform.setBadge(3);
    expect(state.badge).toBe(3);
    const { deps } = await start([], 'win32');
    deps?.platform.setBadge(3);
    expect(windows()[1]?.overlay).toBe('3 unread');
    deps?.platform.setBadge(0);
    expect(windows()[1]?.overlay).toBeNull();
  });

  it('is a menu with the system’s roles, and developer tools only where it is developed', async () => {
    await start([], 'darwin');
    const packaged = JSON.stringify(state.menu);
    expect(packaged).toContain('"role":"appMenu"');
    expect(packaged).toContain('"role":"editMenu"');
    expect(packaged).not.toContain('toggleDevTools');
    state.packaged = false;
    await start();
    expect(JSON.stringify(state.menu)).toContain('toggleDevTools');
  });

  it('is a question before a link opens in the browser', async () => {
    const { deps } = await start();
    state.pressed = 0;
    await deps?.platform.openExternal?.('https://example.org/');
    await deps?.platform.openExternal?.('file:///etc/passwd');
    expect(state.opened).toEqual(['https://example.org/']);
    expect(state.boxes).toHaveLength(1);
  });

  it('is an offer to reload a page that died', async () => {
    await start();
    state.pressed = 0;
    windows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await vi.waitFor(() => expect(windows()[0]?.reloads).toBe(1));
    windows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(state.boxes).toHaveLength(1);
  });
});
