import { EventEmitter } from 'node:events';

/* What the stand-in for Electron remembers and answers, for tests to set and read. */

export interface Handler {
  (event: unknown, ...args: unknown[]): unknown;
}

/** Everything that a test may look at or decide. Set anew before each test by `resetElectron`. */
export interface FakeState {
  readonly paths: Map<string, string>;
  /** What `requestSingleInstanceLock` answers. */
  lock: boolean;
  packaged: boolean;
  quits: number;
  exitCode: number | null;
  badge: number;
  readonly schemes: unknown[];
  readonly servers: Map<string, (request: Request) => Promise<Response>>;
  readonly handlers: Map<string, Handler>;
  /** What was shown in message boxes, and the button that is pressed in the next one. */
  readonly boxes: { readonly message: string; readonly detail?: string }[];
  pressed: number;
  /** What went to the person's browser. */
  readonly opened: string[];
  readonly downloads: string[];
  menu: unknown;
  readonly notifications: EventEmitter[];
  /** Of the operating system's store for secrets. */
  encryption: boolean;
  backend: string;
  displays: readonly { readonly workArea: Rect }[];
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const MAIN_DISPLAY: Rect = { x: 0, y: 25, width: 1920, height: 1055 };

function fresh(): FakeState {
  return {
    paths: new Map([['appData', '/nowhere']]),
    lock: true,
    packaged: true,
    quits: 0,
    exitCode: null,
    badge: 0,
    schemes: [],
    servers: new Map(),
    handlers: new Map(),
    boxes: [],
    pressed: 1,
    opened: [],
    downloads: [],
    menu: null,
    notifications: [],
    encryption: true,
    backend: 'gnome_libsecret',
    displays: [{ workArea: MAIN_DISPLAY }],
  };
}

export const state: FakeState = fresh();

/** Emitters whose listeners `resetElectron` removes. */
export const emitters: EventEmitter[] = [];

/** An emitter that lives as long as Electron does. */
export function lasting<T extends object>(members: T): EventEmitter & T {
  const emitter = Object.assign(new EventEmitter(), members);
  emitters.push(emitter);
  return emitter;
}

/** Electron as it is before anything was started. */
export function resetElectron(): void {
  Object.assign(state, fresh());
  for (const emitter of emitters) emitter.removeAllListeners();
}
