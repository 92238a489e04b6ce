import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { state, type Rect } from './state.ts';

let lastId = 0;

/** A page's process, as the main process sees it. */
export class WebContents extends EventEmitter {
  readonly id = (lastId += 1);
  /** Gets what the main process sends, once a page is there (see `page.ts`). */
  readonly toPage = new EventEmitter();
  readonly mainFrame = { origin: 'null', url: '' };
  openHandler: ((details: { readonly url: string }) => { readonly action: string }) | null = null;

  constructor() {
    super();
    app.emit('web-contents-created', {}, this);
  }

  setWindowOpenHandler(handler: NonNullable<WebContents['openHandler']>): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.toPage.emit(channel, ...structuredClone(args));
  }

  downloadURL(url: string): void {
    state.downloads.push(url);
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly options: Readonly<Record<string, unknown>>;
  readonly webContents = new WebContents();
  readonly loaded: string[] = [];
  bounds: Rect = { x: 10, y: 40, width: 900, height: 700 };
  shown = 0;
  reloads = 0;
  maximised = false;
  overlay: string | null = null;

  constructor(options: Readonly<Record<string, unknown>>) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    const { protocol, host } = new URL(url);
    Object.assign(this.webContents.mainFrame, { url, origin: `${protocol}//${host}` });
    return Promise.resolve();
  }

  show(): void {
    this.shown += 1;
  }
  focus(): void {
    this.emit('focus');
  }
  restore(): void {
    this.emit('restore');
  }
  reload(): void {
    this.reloads += 1;
  }
  maximize(): void {
    this.maximised = true;
  }
  isMaximized(): boolean {
    return this.maximised;
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds(): Rect {
    return this.bounds;
  }
  setOverlayIcon(image: unknown, description: string): void {
    this.overlay = image === null ? null : description;
  }
  /** As when the person closes it. */
  close(): void {
    this.emit('close');
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
}
