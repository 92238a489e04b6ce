/** One thing to say, or to show for a while. */
interface Notice {
  readonly id: number;
  readonly tone: 'neutral' | 'closing' | 'failed';
  readonly text: string;
  /** What to do next, under it. */
  readonly next: string | null;
  /** What can be done about it, such as taking it back. */
  readonly action: NoticeAction | null;
}

/** A button of a notice. */
export interface NoticeAction {
  readonly label: string;
  /** It takes back what was done: the key for that runs it. */
  readonly isUndo: boolean;
  readonly run: () => void;
}

/** How long a notice stays, in ms: long enough to be read twice. */
export const NOTICE_MS = 8_000;

/** What is being shown now, oldest first, and how to add to it. */
export interface Announcer {
  readonly notices: () => readonly Notice[];
  readonly subscribe: (listener: () => void) => () => void;
  /** @param ms how long it stays */
  readonly show: (notice: Omit<Notice, 'id'>, ms?: number) => void;
  readonly dismiss: (id: number) => void;
  /** Everything goes: who it was said to has left. */
  readonly clear: () => void;
}

/**
 * Keeps the notices of the window.
 *
 * @param later runs something after so many ms
 */
export function createAnnouncer(later: (run: () => void, ms: number) => void): Announcer {
  let notices: readonly Notice[] = [];
  let lastId = 0;
  const listeners = new Set<() => void>();
  const set = (next: readonly Notice[]) => {
    notices = next;
    for (const listener of listeners) listener();
  };
  const dismiss = (id: number) => {
    if (notices.some((notice) => notice.id === id)) set(notices.filter((one) => one.id !== id));
  };
  return {
    notices: () => notices,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: (notice, ms = NOTICE_MS) => {
      lastId += 1;
      const id = lastId;
      // The same words once are enough.
      set([...notices.filter((one) => one.text !== notice.text).slice(-2), { ...notice, id }]);
      later(() => dismiss(id), ms);
    },
    dismiss,
    clear: () => {
      if (notices.length > 0) set([]);
    },
  };
}
