import type { RelayInput } from '../../../shared/contract/relay.ts';
import type { BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';

/** As many as the relay takes of one desktop. */
const MOST = 16;
/** So long a window is believed that somebody types in it without saying it again, ms. */
const TYPING_BELIEVED = 60_000;

export type Places = RelayInput<'presence'>['places'];
type Report = BridgeParsed<'presence.report'>;

/** Where the windows of this core are. */
export interface WindowPlaces {
  /**
   * @param page the connection that the window speaks through; a page is one window at a time
   * @param now ms on the monotonic clock
   */
  readonly report: (report: Report, page: object | null, now: number) => void;
  /** The windows of this page are closed. */
  readonly pageGone: (page: object) => void;
  /** The conversations that lie open in any window, the last used first. */
  readonly places: (now: number) => Places;
}

interface Entry {
  readonly conversationId: ConversationId | null;
  readonly typing: boolean;
  readonly page: object | null;
  readonly saidAt: number;
}

/** No window is anywhere yet. */
export function createWindowPlaces(): WindowPlaces {
  /** The last used one is the last. */
  const windows = new Map<string, Entry>();

  function forget(page: object, except: string | null): void {
    for (const [id, entry] of windows) {
      if (entry.page === page && id !== except) windows.delete(id);
    }
  }

  return {
    report: ({ windowId, conversationId, typing }, page, now) => {
      // A page that was loaded anew is another window; the one before it is gone.
      if (page !== null) forget(page, windowId);
      windows.delete(windowId);
      windows.set(windowId, { conversationId, typing, page, saidAt: now });
    },
    pageGone: (page) => {
      forget(page, null);
    },
    places: (now) => {
      const found = new Map<ConversationId, boolean>();
      for (const { conversationId, typing, saidAt } of [...windows.values()].toReversed()) {
        if (conversationId === null) continue;
        const types = typing && now - saidAt < TYPING_BELIEVED;
        found.set(conversationId, types || found.get(conversationId) === true);
      }
      return Array.from(found, ([conversationId, typing]) => ({ conversationId, typing })).slice(
        0,
        MOST,
      );
    },
  };
}
