import type { Draft } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { EMPTY_DRAFT, type DraftKeeper } from './draft-keeper.ts';

/** After so many ms without a change nobody is typing here, and another window's word counts. */
export const TYPING_MS = 2_000;

/**
 * The draft of the conversation on the screen, and how to change it. The same object as long
 * as the conversation is on the screen, so that only what shows the draft is drawn anew by it.
 */
export interface DraftControl {
  readonly read: () => Draft;
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes the draft; it is saved by itself. */
  readonly change: (change: (draft: Draft) => Draft) => void;
  /** Saves now what waits. */
  readonly flush: () => void;
  /**
   * Leaves `rest` and gives the remainder away. Where `given` rejects, what `back` then answers
   * is put back: the draft as it stood before the first thing that did not go.
   */
  readonly giveAway: (rest: Draft, given: Promise<unknown>, back: () => Draft) => void;
  /** Shows what another window has saved meanwhile, unless something is being typed here. */
  readonly catchUp: () => Promise<void>;
}

export interface DraftControlDeps {
  readonly keeper: DraftKeeper;
  /** What the core has now; rejects where it does not answer. */
  readonly load: () => Promise<Draft | null>;
  /** ms, on any clock that does not go back. */
  readonly now: () => number;
  /** Runs the function after so many ms; the answer cancels it. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** What was given away and came back, with what was typed since. */
function comeBack(before: Draft, rest: Draft, now: Draft): Draft {
  const typedSince = now.text !== rest.text && now.text !== '';
  const text = before.text === '' ? now.text : `${before.text}\n\n${now.text}`;
  const known = new Set(before.attachments.map(({ id }) => id));
  return {
    ...before,
    text: typedSince ? text : before.text,
    attachments: [...before.attachments, ...now.attachments.filter(({ id }) => !known.has(id))],
  };
}

/** Whether two drafts say the same. */
function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * The control of one conversation's draft.
 *
 * @param first the draft as it is now
 */
export function createDraftControl(
  deps: DraftControlDeps,
  conversationId: ConversationId,
  first: Draft,
): DraftControl {
  const { keeper } = deps;
  let current = first;
  let changedAt = -Infinity;
  let cancelLater: (() => void) | null = null;
  const listeners = new Set<() => void>();
  const put = (next: Draft) => {
    current = next;
    for (const listener of listeners) listener();
  };
  const change = (how: (draft: Draft) => Draft) => {
    const next = how(current);
    if (next === current) return;
    changedAt = deps.now();
    keeper.change(conversationId, next);
    put(next);
  };
  const flush = () => keeper.flush(conversationId);

  async function catchUp(): Promise<void> {
    cancelLater?.();
    cancelLater = null;
    const mark = keeper.mark(conversationId);
    // What waits here is saved after what the other window saved: the last one to write wins.
    if (mark === null) return;
    const quietIn = changedAt + TYPING_MS - deps.now();
    if (quietIn > 0) {
      cancelLater = deps.later(() => void catchUp(), quietIn);
      return;
    }
    const loaded = await deps.load().catch(() => undefined);
    if (loaded === undefined || keeper.mark(conversationId) !== mark) return;
    const next = loaded ?? EMPTY_DRAFT;
    if (isSame(next, current)) return;
    keeper.accept(conversationId, next);
    put(next);
  }

  return {
    read: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    flush,
    giveAway: (rest, given, back) => {
      keeper.taken(conversationId, rest, given);
      put(rest);
      given.catch(() => {
        // What was typed meanwhile stays behind what comes back.
        const { note } = current;
        const before = note === undefined ? back() : { ...back(), note };
        change((now) => (now === rest ? before : comeBack(before, rest, now)));
        flush();
      });
    },
    catchUp,
  };
}
