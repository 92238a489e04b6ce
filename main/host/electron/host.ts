import { join } from 'node:path';
import { app, powerMonitor, session } from 'electron';
import type { App, AppDeps } from '../../app.ts';
import { openLogFile } from '../common/log-file.ts';
import { profileFolder } from '../common/profile.ts';
import { settingsStore } from '../common/settings-store.ts';
import { LINK_SCHEME, MEDIA_BASE, UPLOAD_BASE } from './address.ts';
import { setBadge } from './badge.ts';
import { collectLinks, conversationUrl } from './deep-link.ts';
import { bridgeIpc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { confirmExternal, guardNavigation } from './navigation.ts';
import { notifier } from './notifications.ts';
import { electronOptions, profilesFolder } from './options.ts';
import { denyPermissions } from './permissions.ts';
import { registerScheme, serveScheme } from './protocol.ts';
import { openSecrets } from './secrets.ts';
import { openStores } from './stores.ts';
import { keepWindow } from './windows.ts';

export interface HostDeps {
  readonly createApp: (deps: AppDeps) => Promise<App>;
  /** Absolute path of the folder with the built `main`, `preload` and `renderer`. */
  readonly out: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The wall clock, in ms. */
  readonly now: () => number;
}

/** How long the core may take to close, in ms. What was typed is stored before that. */
const CLOSING_LASTS = 5_000;

/**
 * Runs Casement in Electron. What Electron wants before it is ready is done before the first
 * wait; a second start of the same profile hands its link over and ends.
 *
 * @throws {HostError} where this profile cannot be started
 */
export async function startElectronHost(deps: HostDeps): Promise<void> {
  registerScheme();
  app.enableSandbox();
  const { profile, relayUrl } = electronOptions(deps.argv, deps.environment);
  const { base, kind } = profilesFolder(app.getPath('appData'), deps.environment);
  const folder = profileFolder(base, kind, profile);
  // Electron's lock is one per folder of user data, and so one per profile.
  app.setPath('userData', folder);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  guardNavigation();
  const followLinks = collectLinks(deps.argv);

  await app.whenReady();
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  const logFile = openLogFile(folder, deps.now);
  const stores = openStores(folder);
  denyPermissions(session.defaultSession);
  setMenu(deps.platform, !app.isPackaged, logFile.path);
  const windows = keepWindow(
    {
      preload: join(deps.out, 'preload/index.cjs'),
      devTools: !app.isPackaged,
      places: stores.places,
    },
    logFile.log,
    (window) => bridge.admit(window.webContents),
  );
  const core = await deps.createApp({
    profile,
    dataFolder: folder,
    version: app.getVersion(),
    suggestedRelayUrl: relayUrl,
    mediaBase: MEDIA_BASE,
    uploadBase: UPLOAD_BASE,
    platform: {
      secrets: await openSecrets(folder, stores.secrets, deps.platform, logFile.log),
      notify: notifier(() => windows.goTo(null)),
      setBadge: (count) => setBadge(count, windows.current(), deps.platform),
      openExternal: async (url) => void (await confirmExternal(url)),
    },
    settings: settingsStore(stores.settings),
    log: logFile.log,
  });
  const bridge = bridgeIpc(core, logFile.log);
  serveScheme(join(deps.out, 'renderer'), core);
  powerMonitor.on('resume', core.resumed);
  powerMonitor.on('unlock-screen', core.resumed);
  app.on('activate', () => windows.goTo(null));
  app.on('window-all-closed', () => {
    if (deps.platform !== 'darwin') app.quit();
  });
  closeBeforeQuitting(async () => {
    bridge.close();
    await core.close();
    await logFile.close();
  });
  followLinks((id) => windows.goTo(id === null ? null : conversationUrl(id)));
}

/** The windows are closed by then, so that nothing calls any more. */
function closeBeforeQuitting(close: () => Promise<void>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const limit = new Promise<void>((resolve) => {
      setTimeout(resolve, CLOSING_LASTS);
    });
    void Promise.race([close(), limit]).finally(() => {
      closed = true;
      app.quit();
    });
  });
}
