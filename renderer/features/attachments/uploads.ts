import { refuse, RefusedError, type Refusal } from '../../../shared/contract/errors.ts';
import type { ConversationId, MediaId } from '../../../shared/contract/ids.ts';
import type { MediaRecord } from '../../../shared/contract/records.ts';

/** A picked file on its way to the core. */
export interface Upload<F> {
  readonly id: MediaId;
  readonly conversationId: ConversationId;
  readonly file: F;
  /** Bytes that have gone. */
  readonly sent: number;
  /** Why it did not get there; null: it waits or is under way. */
  readonly refusal: Refusal | null;
}

/** A running transfer. */
export interface Transfer {
  /** @throws {RefusedError} why the core did not take it */
  readonly done: Promise<MediaRecord>;
  readonly abort: () => void;
}

export interface UploadsDeps<F> {
  readonly newId: () => MediaId;
  readonly send: (id: MediaId, file: F, onProgress: (sent: number) => void) => Transfer;
  /** Puts the file into the draft of its conversation, wherever the person is by then. */
  readonly attach: (conversationId: ConversationId, media: MediaRecord) => Promise<void>;
}

/** The files of every conversation that are on their way to the core, or did not get there. */
export interface Uploads<F> {
  /** In the order in which they were picked; the same array until something changes. */
  readonly of: (conversationId: ConversationId) => readonly Upload<F>[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (conversationId: ConversationId, files: readonly F[]) => void;
  /** Tries a file again that did not get there. */
  readonly retry: (id: MediaId) => void;
  /** Forgets a file, and stops it where it is under way. */
  readonly remove: (id: MediaId) => void;
  /** Who picked them has signed out: nothing goes on, and everything stays for when they return. */
  readonly hold: () => void;
  /** They are here again. */
  readonly goOn: () => void;
}

const NONE: readonly never[] = [];

/**
 * Sends picked files to the core, one after the other, so that they keep their order. They go on
 * while the person is in another conversation.
 */
export function createUploads<F>(deps: UploadsDeps<F>): Uploads<F> {
  let all: readonly Upload<F>[] = NONE;
  let byConversation = new Map<ConversationId, readonly Upload<F>[]>();
  let running: { readonly id: MediaId; readonly abort: () => void; isHeld: boolean } | null = null;
  let isHeld = false;
  const listeners = new Set<() => void>();

  function set(next: readonly Upload<F>[]): void {
    all = next;
    byConversation = Map.groupBy(all, (one) => one.conversationId);
    for (const listener of listeners) listener();
  }

  function amend(id: MediaId, part: Partial<Upload<F>>): void {
    set(all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }

  function startNext(): void {
    if (running !== null || isHeld) return;
    const next = all.find(({ refusal }) => refusal === null);
    if (next !== undefined) void run(next);
  }

  async function run({ id, conversationId, file }: Upload<F>): Promise<void> {
    const transfer = deps.send(id, file, (sent) => amend(id, { sent }));
    const own = { id, abort: transfer.abort, isHeld: false };
    running = own;
    try {
      const media = await transfer.done;
      // The core keeps it, so that it is there at once when it is put again.
      if (own.isHeld) throw new RefusedError('not_signed_in');
      if (isThere(id)) await deps.attach(conversationId, media);
      set(all.filter((one) => one.id !== id));
    } catch (cause) {
      const refusal = cause instanceof RefusedError ? cause.refusal : refuse('internal');
      amend(id, own.isHeld ? { sent: 0 } : { refusal });
    } finally {
      running = null;
      startNext();
    }
  }

  const isThere = (id: MediaId) => all.some((one) => one.id === id);

  return {
    of: (conversationId) => byConversation.get(conversationId) ?? NONE,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (conversationId, files) => {
      const added = files.map((file) => ({
        id: deps.newId(),
        conversationId,
        file,
        sent: 0,
        refusal: null,
      }));
      set([...all, ...added]);
      startNext();
    },
    retry: (id) => {
      amend(id, { refusal: null, sent: 0 });
      startNext();
    },
    remove: (id) => {
      set(all.filter((one) => one.id !== id));
      if (running?.id === id) running.abort();
    },
    hold: () => {
      isHeld = true;
      if (running === null) return;
      running.isHeld = true;
      running.abort();
    },
    goOn: () => {
      isHeld = false;
      startNext();
    },
  };
}
