import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { BRIDGE_CHANNEL } from '../../../shared/contract/bridge.ts';
import { refuse } from '../../../shared/contract/errors.ts';
import type { App } from '../../app.ts';
import type { Log } from '../../log.ts';
import { ORIGIN } from './address.ts';

/** As on the web host's socket: nothing that a page sends comes near this many characters. */
const LARGEST_CALL = 1_000_000;

export interface Bridge {
  /** From now on this window's page may call. */
  readonly admit: (contents: WebContents) => void;
  readonly close: () => void;
}

/**
 * Bridges the pages' calls to the core and the core's pushes to the pages, on the one channel.
 * A call counts only if it comes from a window that was admitted, from that window's main frame,
 * and from our own page in it.
 */
export function bridgeIpc(app: Pick<App, 'call' | 'onPush' | 'pageGone'>, log: Log): Bridge {
  const admitted = new Set<WebContents>();

  const isPage = ({ sender, senderFrame }: IpcMainInvokeEvent): boolean =>
    admitted.has(sender) &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    senderFrame.origin === ORIGIN;

  ipcMain.handle(BRIDGE_CHANNEL, async (event, text: unknown) => {
    if (!isPage(event)) {
      const from = event.senderFrame?.origin ?? 'a frame that is gone';
      log({ level: 'error', event: 'ipc.sender_refused', detail: from });
      throw new Error('Only Casement’s own page may call.');
    }
    return JSON.stringify(await answer(app, text, event.sender));
  });
  const unsubscribe = app.onPush((push, to) => {
    const text = JSON.stringify(push);
    for (const contents of admitted) {
      if (to !== null && contents !== to) continue;
      if (contents.mainFrame.origin === ORIGIN) contents.send(BRIDGE_CHANNEL, text);
    }
  });

  return {
    admit: (contents) => {
      admitted.add(contents);
      contents.once('destroyed', () => {
        admitted.delete(contents);
        app.pageGone(contents);
      });
    },
    close: () => {
      unsubscribe();
      ipcMain.removeHandler(BRIDGE_CHANNEL);
      admitted.clear();
    },
  };
}

async function answer(app: Pick<App, 'call'>, text: unknown, page: object): Promise<unknown> {
  if (typeof text !== 'string' || text.length > LARGEST_CALL) return notJson();
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    return notJson();
  }
  return app.call(request, page);
}

function notJson() {
  return { ok: false, refusal: refuse('invalid_input', 'A call is JSON text of usual length.') };
}
