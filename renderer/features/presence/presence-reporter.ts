import type { BridgeInput } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';

/** So long after the last key somebody still counts as typing, in ms. */
export const TYPING_MS = 6_000;

/** What a window says of itself. */
export type PresenceReport = Omit<BridgeInput<'presence.report'>, 'windowId'>;

/** Tells the core where this window is, and only when that changes. */
export interface PresenceReporter {
  /** Which conversation lies open; null: none. */
  readonly open: (conversationId: ConversationId | null) => void;
  /** Whether the window can be seen: a hidden one is nowhere. */
  readonly setVisible: (visible: boolean) => void;
  /** Something was typed into the conversation that lies open; false: what was typed is gone. */
  readonly typed: (conversationId: ConversationId, hasText: boolean) => void;
  /** Says it once more: the core was away, and has forgotten. */
  readonly again: () => void;
}

export interface PresenceReporterDeps {
  readonly report: (report: PresenceReport) => void;
  /** Runs something once after so many ms; the returned function takes it back. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** @param visible whether the window can be seen at the moment */
export function createPresenceReporter(
  deps: PresenceReporterDeps,
  visible: boolean,
): PresenceReporter {
  let place: ConversationId | null = null;
  let seen = visible;
  let typing = false;
  let stop: (() => void) | null = null;
  let told: PresenceReport = { conversationId: null, typing: false };

  const tell = () => {
    const conversationId = seen ? place : null;
    const now = { conversationId, typing: typing && conversationId !== null };
    if (now.conversationId === told.conversationId && now.typing === told.typing) return;
    told = now;
    deps.report(now);
  };
  const setTyping = (now: boolean) => {
    stop?.();
    typing = now;
    stop = now ? deps.later(() => setTyping(false), TYPING_MS) : null;
    tell();
  };

  return {
    open: (conversationId) => {
      if (conversationId === place) return;
      place = conversationId;
      setTyping(false);
    },
    setVisible: (now) => {
      seen = now;
      tell();
    },
    typed: (conversationId, hasText) => {
      if (conversationId === place) setTyping(hasText);
    },
    again: () => {
      if (told.conversationId !== null) deps.report(told);
    },
  };
}
