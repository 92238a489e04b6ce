import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { KeyValueFile } from '../common/settings-store.ts';
import { placeWindow, SMALLEST } from './window-state.ts';

const KEY = 'window';
/** Shown until the page has drawn: the page's own backgrounds. */
const BACKGROUND = { light: '#ffffff', dark: '#16181d' };

export interface WindowOptions {
  /** Absolute path of the built preload. */
  readonly preload: string;
  readonly devTools: boolean;
  /** Where position and size are kept. */
  readonly places: KeyValueFile;
}

/** Makes the window, with a page that can do nothing but draw and call the bridge. */
export function openWindow({ preload, devTools, places }: WindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { bounds, maximised } = placeWindow(places.get(KEY), areas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Casement',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Elsewhere Electron would fetch word lists from a server of Google's.
      spellcheck: process.platform === 'darwin',
      devTools,
    },
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    places.set({
      [KEY]: { bounds: window.getNormalBounds(), maximised: window.isMaximized() },
    });
  });
  return window;
}
