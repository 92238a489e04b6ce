import { EventEmitter } from 'node:events';
import { app as electronApp } from './app.ts';
import { lasting, state, type Handler } from './state.ts';

/* A stand-in for the npm package `electron`, which downloads a program when it is required. It
 * remembers what it was told and lets tests play the operating system, the page and an attacker.
 * Only what Casement uses is here. */

export { app } from './app.ts';
export { session } from './session.ts';
export { BrowserWindow, WebContents } from './window.ts';
export { resetElectron, state, MAIN_DISPLAY } from './state.ts';
export { pageOf } from './page.ts';

export const ipcMain = lasting({
  handle: (channel: string, handler: Handler): void => {
    state.handlers.set(channel, handler);
  },
  removeHandler: (channel: string): void => {
    state.handlers.delete(channel);
  },
});

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => {
    state.schemes.push(...schemes);
  },
  handle: (scheme: string, server: (request: Request) => Promise<Response>): void => {
    state.servers.set(scheme, server);
  },
};

export const dialog = {
  showMessageBox: (box: { readonly message: string; readonly detail?: string }) => {
    state.boxes.push(box);
    return Promise.resolve({ response: state.pressed });
  },
  showErrorBox: (message: string, detail: string): void => {
    state.boxes.push({ message, detail });
  },
};

export const shell = {
  openExternal: (url: string): Promise<void> => {
    state.opened.push(url);
    return Promise.resolve();
  },
  showItemInFolder: (path: string): void => {
    state.opened.push(path);
  },
};

/** Encrypts by writing the text otherwise, so that a test sees both that it was done and undone. */
export const safeStorage = {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(state.encryption),
  getSelectedStorageBackend: (): string => state.backend,
  encryptStringAsync: (text: string): Promise<Buffer> =>
    Promise.resolve(Buffer.from(`locked:${Buffer.from(text).toString('hex')}`)),
  decryptStringAsync: (bytes: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => {
    const text = bytes.toString();
    if (!text.startsWith('locked:')) return Promise.reject(new Error('cannot decrypt'));
    const result = Buffer.from(text.slice('locked:'.length), 'hex').toString();
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
};

export const powerMonitor = lasting({});
export const nativeTheme = { shouldUseDarkColors: false };
export const nativeImage = { createFromBitmap: (pixels: Buffer) => ({ pixels }) };
export const screen = { getAllDisplays: () => state.displays };

export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => {
    state.menu = menu;
  },
};

export class Notification extends EventEmitter {
  readonly content: { readonly title: string; readonly body: string };

  constructor(content: { readonly title: string; readonly body: string }) {
    super();
    this.content = content;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    state.notifications.push(this);
  }
}

// Packages that import the module as a whole, such as electron-store.
// oxlint-disable-next-line import/no-default-export -- the form in which Electron gives itself to modules
export default { app: electronApp, ipcMain, shell };
