import { EventEmitter } from 'node:events';
import { state } from './state.ts';
import type { WebContents } from './window.ts';

/** What a sandboxed preload gets when it requires `electron`, and what it then hands to the page. */
export interface PageSide {
  readonly electron: {
    readonly contextBridge: object;
    readonly ipcRenderer: EventEmitter & {
      readonly invoke: (channel: string, ...args: unknown[]) => Promise<unknown>;
    };
  };
  /** By name, what the page finds on `window`. */
  readonly exposed: Map<string, unknown>;
}

/**
 * The renderer's half of Electron, for one page. What crosses is copied as structured clone does.
 *
 * @param frame the frame that calls; else the main frame
 */
export function pageOf(contents: WebContents, frame: unknown = contents.mainFrame): PageSide {
  const exposed = new Map<string, unknown>();
  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const handler = state.handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      const event = { sender: contents, senderFrame: frame };
      return structuredClone(await handler(event, ...structuredClone(args)));
    },
  });
  const forward = contents.toPage.emit.bind(contents.toPage);
  contents.toPage.emit = (channel: string | symbol, ...args: unknown[]): boolean => {
    ipcRenderer.emit(channel, { sender: ipcRenderer }, ...args);
    return forward(channel, ...args);
  };
  return {
    electron: {
      contextBridge: {
        exposeInMainWorld: (name: string, api: unknown): void => {
          exposed.set(name, api);
        },
      },
      ipcRenderer,
    },
    exposed,
  };
}
