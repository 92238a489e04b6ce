import { app, dialog, type BrowserWindow } from 'electron';
import type { Log } from '../../log.ts';
import { PAGE_URL } from './address.ts';
import { openWindow, type WindowOptions } from './window.ts';

/** The one window, which may be closed while the program runs on. */
export interface Windows {
  /** Null while it is closed. */
  readonly current: () => BrowserWindow | null;
  /** Brings the window before the person, opened if need be, and at the given address if one is given. */
  readonly goTo: (url: string | null) => void;
}

/**
 * Keeps the window.
 *
 * @param prepare is told of every window before its page is loaded
 */
export function keepWindow(
  options: WindowOptions,
  log: Log,
  prepare: (window: BrowserWindow) => void,
): Windows {
  let current: BrowserWindow | null = null;

  const open = (url: string): void => {
    const window = openWindow(options);
    current = window;
    window.on('closed', () => {
      current = null;
    });
    watchPage(window, log);
    prepare(window);
    void load(window, url, log);
  };

  return {
    current: () => current,
    goTo: (url) => {
      if (current === null) {
        open(url ?? PAGE_URL);
        return;
      }
      if (url !== null) void load(current, url, log);
      toFront(current);
    },
  };
}

/** Brings a window before the person. */
export function toFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

async function load(window: BrowserWindow, url: string, log: Log): Promise<void> {
  try {
    await window.loadURL(url);
  } catch (error) {
    log({ level: 'error', event: 'window.load_failed', detail: String(error) });
  }
}

/** A page that died leaves an empty window: the person is told, and everything is still there. */
function watchPage(window: BrowserWindow, log: Log): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log({ level: 'error', event: 'window.page_gone', detail: reason });
    if (reason === 'clean-exit') return;
    void offerReload(window);
  });
}

async function offerReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The window has stopped working.',
    detail: 'Nothing is lost: messages and drafts are kept. Reload the window to go on.',
    buttons: ['Reload', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response !== 0) app.quit();
  else if (!window.isDestroyed()) window.reload();
}
