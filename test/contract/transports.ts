import type { WebContents as RealWebContents } from 'electron';
import { onTestFinished } from 'vitest';
import type { BridgePush, BridgeTransport } from '../../shared/contract/bridge.ts';
import type { Answer } from '../../shared/contract/errors.ts';
import { bridgeIpc } from '../../main/host/electron/ipc.ts';
import { aWebHost, connectSocket } from '../integration/host/web-visit.ts';
import { BrowserWindow, resetElectron } from '../support/fake-electron/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { builtPreload, runPreload, transportOf } from './preload-page.ts';

/** The core's side of the bridge. */
export interface Core {
  readonly call: (request: unknown, page?: object | null) => Promise<Answer<unknown>>;
  readonly pageGone: (page: object) => void;
  readonly onPush: (listener: (push: BridgePush, to: object | null) => void) => () => void;
}

/** The way from a page to a core, and back. */
export type Connect = (core: Core) => Promise<BridgeTransport>;

/** A real server and a real socket, as the page in a browser has. */
export const overWeb: Connect = async (core) => {
  const socket = await connectSocket(await aWebHost(core));
  return {
    call: async (request) => {
      const answer: unknown = await socket.timeout(10_000).emitWithAck('call', request);
      return answer;
    },
    onPush: (listener) => {
      socket.on('push', listener);
      return () => socket.off('push', listener);
    },
  };
};

let preload: Promise<string> | null = null;

/** Built once for all tests of a file. */
function preloadCode(): Promise<string> {
  preload ??= temporaryFolder().then(async (folder) => (await builtPreload(folder)).code);
  return preload;
}

/** The real preload as it is built, and the real host's channel, with Electron played between. */
export const overElectron: Connect = async (core) => {
  resetElectron();
  const code = await preloadCode();
  const window = new BrowserWindow({});
  await window.loadURL('app://casement/');
  const bridge = bridgeIpc(core, () => undefined);
  onTestFinished(() => bridge.close());
  const contents: unknown = window.webContents;
  // The stand-in has as much of the real one as the host uses.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  bridge.admit(contents as RealWebContents);
  return transportOf(runPreload(code, window.webContents));
};

export const TRANSPORTS: readonly (readonly [name: string, connect: Connect])[] = [
  ['the web host', overWeb],
  ['Electron', overElectron],
];
