import type { Draft } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';

/** A draft waits at most this long before it is saved, in ms. */
export const SAVE_AFTER_MS = 200;

export const EMPTY_DRAFT: Draft = {
  text: '',
  repliesToId: null,
  template: null,
  attachments: [],
};

/** The draft, about no order any more. */
export function withoutOrder(draft: Draft): Draft {
  const { orderReference: _, ...rest } = draft;
  return rest;
}

/** Whether nothing of a reply has been written. */
export function isEmptyReply(draft: Draft): boolean {
  const { text, repliesToId, template, attachments, orderReference } = draft;
  const isAbout = orderReference !== undefined;
  return (
    text === '' && repliesToId === null && template === null && attachments.length === 0 && !isAbout
  );
}

/** Whether there is nothing in a draft that anyone would miss. */
export function isEmptyDraft(draft: Draft): boolean {
  return isEmptyReply(draft) && !draft.note;
}

/** What the keeper needs of the world. */
export interface DraftKeeperDeps {
  /** Saves; null removes. Rejects where it could not be saved. */
  readonly save: (conversationId: ConversationId, draft: Draft | null) => Promise<unknown>;
  /** Runs the function after so many ms; the answer cancels it. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** ms; only compared with the times given to `read`. */
  readonly now: () => number;
}

interface Kept {
  draft: Draft;
  /** Null: not saved yet, or being saved. */
  savedAt: number | null;
  cancelTimer: (() => void) | null;
  version: number;
  /** It is what is left of a draft whose message the core is taking. */
  isRest?: boolean;
}

/**
 * Keeps what is typed, per conversation, until the core has it. What is in here and not yet
 * saved wins over what the core answered earlier: so nothing typed is lost by leaving a
 * conversation and coming back at once.
 */
export class DraftKeeper {
  readonly #people = new Map<string, Map<ConversationId, Kept>>();
  #person: string;
  #kept = new Map<ConversationId, Kept>();
  readonly #deps: DraftKeeperDeps;

  /** @param person the id of whoever is signed in */
  constructor(deps: DraftKeeperDeps, person: string) {
    this.#deps = deps;
    this.#person = person;
  }

  /**
   * Another person has signed in, or the same one again. What waits of the one before is not
   * given to a core that is no longer theirs: it is put aside until they come back.
   */
  belongsTo(person: string): void {
    if (person === this.#person) return;
    for (const kept of this.#kept.values()) {
      kept.cancelTimer?.();
      kept.cancelTimer = null;
    }
    this.#people.set(this.#person, this.#kept);
    this.#person = person;
    this.#kept = this.#people.get(person) ?? new Map();
    for (const [conversationId, { savedAt, draft }] of this.#kept) {
      if (savedAt === null) this.change(conversationId, draft);
    }
  }

  /**
   * The draft of a conversation.
   *
   * @param fromCore what the core answered; null: no draft
   * @param answeredAt when it answered, ms on the clock of `now`
   */
  read(conversationId: ConversationId, fromCore: Draft | null, answeredAt: number): Draft {
    const kept = this.#kept.get(conversationId);
    if (kept !== undefined && (kept.savedAt === null || answeredAt <= kept.savedAt)) {
      return kept.draft;
    }
    return fromCore ?? EMPTY_DRAFT;
  }

  /**
   * What to compare with later: the same mark says that nothing was typed in between.
   *
   * @returns null where something waits to be saved: it wins over whatever the core has
   */
  mark(conversationId: ConversationId): number | null {
    const kept = this.#kept.get(conversationId);
    if (kept === undefined) return 0;
    return kept.savedAt === null ? null : kept.version;
  }

  /** What the core does not have yet, as far as is known. */
  unsaved(): ReadonlyMap<ConversationId, Draft> {
    const waiting = [...this.#kept].filter(([, one]) => one.savedAt === null && !one.isRest);
    return new Map(waiting.map(([conversationId, { draft }]) => [conversationId, draft]));
  }

  /** Whose drafts these are. */
  get person(): string {
    return this.#person;
  }

  /** Takes what another window of the same person has saved as what is there. */
  accept(conversationId: ConversationId, draft: Draft): void {
    const version = (this.#kept.get(conversationId)?.version ?? 0) + 1;
    const savedAt = this.#deps.now();
    this.#kept.set(conversationId, { draft, savedAt, cancelTimer: null, version });
  }

  /** Takes a change of what is typed; it is saved after a moment without another timer being started. */
  change(conversationId: ConversationId, draft: Draft): void {
    const kept = this.#kept.get(conversationId);
    const next: Kept = {
      draft,
      savedAt: null,
      cancelTimer: kept?.cancelTimer ?? null,
      version: (kept?.version ?? 0) + 1,
    };
    // A timer that runs is not put off: steady typing is saved all the time.
    next.cancelTimer ??= this.#deps.later(() => this.flush(conversationId), SAVE_AFTER_MS);
    this.#kept.set(conversationId, next);
  }

  /**
   * Takes what is typed as given away: the core clears the draft itself when it takes the
   * message. A save that waits is dropped, so that it cannot bring the text back.
   *
   * @param rest what stays in the composer
   * @param given resolves when the core has taken the message; where it rejects, the caller
   *   puts the text back by `change`
   */
  taken(conversationId: ConversationId, rest: Draft, given: Promise<unknown>): void {
    const kept = this.#kept.get(conversationId);
    kept?.cancelTimer?.();
    const version = (kept?.version ?? 0) + 1;
    this.#kept.set(conversationId, {
      draft: rest,
      savedAt: null,
      cancelTimer: null,
      version,
      isRest: true,
    });
    if (!isEmptyDraft(rest)) this.change(conversationId, rest);
    void given.then(
      () => this.#settle(conversationId, version),
      () => undefined,
    );
  }

  /** Saves what waits of one conversation now. */
  flush(conversationId: ConversationId): void {
    const kept = this.#kept.get(conversationId);
    if (kept === undefined || kept.cancelTimer === null) return;
    kept.cancelTimer();
    kept.cancelTimer = null;
    const { draft, version } = kept;
    void this.#deps
      .save(conversationId, isEmptyDraft(draft) ? null : draft)
      .then(() => this.#settle(conversationId, version))
      // Not saved: it stays here and goes with the next change, blur or switch.
      .catch(() => this.#again(conversationId, version));
  }

  /** Saves everything that waits: the page is about to go. */
  flushAll(): void {
    for (const conversationId of this.#kept.keys()) this.flush(conversationId);
  }

  #settle(conversationId: ConversationId, version: number): void {
    const kept = this.#kept.get(conversationId);
    if (kept?.version === version) kept.savedAt = this.#deps.now();
  }

  #again(conversationId: ConversationId, version: number): void {
    const kept = this.#kept.get(conversationId);
    if (kept?.version !== version || kept.cancelTimer !== null) return;
    kept.cancelTimer = this.#deps.later(() => this.flush(conversationId), SAVE_AFTER_MS * 10);
  }
}
