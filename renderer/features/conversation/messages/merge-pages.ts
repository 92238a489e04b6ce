import type { MessageRecord } from '../../../../shared/contract/records.ts';
import type { MessageId } from '../../../../shared/contract/ids.ts';

/** A place in a conversation: pages are cut by it. */
export interface MessagePlace {
  readonly at: number;
  readonly id: MessageId;
}

/** One answer of the core: oldest first, and where the page before it ends. */
export interface MessagePage {
  readonly messages: readonly MessageRecord[];
  readonly previous: MessagePlace | null;
}

/** A page from the middle: it also says where the page after it begins. */
export interface MiddlePage extends MessagePage {
  /** Null: the newest message is among them. */
  readonly next: MessagePlace | null;
}

/** What is known of a conversation: one unbroken stretch, oldest first. */
export interface MessageStretch {
  readonly messages: readonly MessageRecord[];
  /** Where the page before the stretch ends; null: the stretch begins with the first message. */
  readonly previous: MessagePlace | null;
  /** Where the page after the stretch begins; null: the stretch ends with the newest message. */
  readonly next: MessagePlace | null;
  /** The messages that have been asked for since the last change; the others may be out of date. */
  readonly fresh: ReadonlySet<MessageId>;
}

/** Order of two places: by time, then by id, as the core orders them. */
export function comparePlaces(left: MessagePlace, right: MessagePlace): number {
  if (left.at !== right.at) return left.at - right.at;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}

function ordered(messages: Iterable<MessageRecord>): readonly MessageRecord[] {
  return [...messages].toSorted(comparePlaces);
}

function idsOf(messages: readonly MessageRecord[]): ReadonlySet<MessageId> {
  return new Set(messages.map((message) => message.id));
}

/**
 * Replaces a part of the stretch by what the core says of it now. Messages of that part which
 * the core no longer has are dropped, wherever else a message was before.
 *
 * @param stretch what was known
 * @param page the core's page
 * @param before the place that the page was asked for; null: it is the newest page
 */
function replacePart(
  stretch: MessageStretch,
  page: MessagePage,
  before: MessagePlace | null,
): readonly MessageRecord[] {
  const fresh = idsOf(page.messages);
  const first = page.messages[0];
  const kept = stretch.messages.filter((message) => {
    if (fresh.has(message.id)) return false;
    const older =
      first !== undefined && page.previous !== null && comparePlaces(message, first) < 0;
    const newer = before !== null && comparePlaces(message, before) >= 0;
    return older || newer;
  });
  // What has not changed stays the same object, so that nothing is drawn anew for it.
  const known = new Map(stretch.messages.map((message) => [message.id, message]));
  const now = page.messages.map((message) => {
    const old = known.get(message.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  });
  return ordered([...kept, ...now]);
}

/**
 * Takes in the newest page. Where it does not touch what was known (more came meanwhile than a
 * page holds), only the page remains: a stretch has no holes.
 */
export function mergeNewest(stretch: MessageStretch | null, page: MessagePage): MessageStretch {
  const fresh = idsOf(page.messages);
  const touches = stretch?.messages.some((message) => fresh.has(message.id)) ?? false;
  if (stretch === null || !touches || page.previous === null) return { ...page, next: null, fresh };
  return {
    messages: replacePart(stretch, page, null),
    previous: stretch.previous,
    next: null,
    fresh,
  };
}

/** A stretch of its own, from the middle of a conversation. */
export function stretchOf(page: MiddlePage): MessageStretch {
  return { ...page, fresh: idsOf(page.messages) };
}

/**
 * Takes in the page after the stretch.
 *
 * @param page oldest first; `next` as the core answered it
 */
export function mergeAfter(
  stretch: MessageStretch,
  page: Omit<MiddlePage, 'previous'>,
): MessageStretch {
  const fresh = idsOf(page.messages);
  const before = stretch.messages.filter((message) => !fresh.has(message.id));
  return {
    messages: ordered([...before, ...page.messages]),
    previous: stretch.previous,
    next: page.next,
    fresh: new Set([...stretch.fresh, ...fresh]),
  };
}

/**
 * One stretch of two, where the older one reaches into the newer one.
 *
 * @returns null where something may lie between them
 */
export function joinStretches(older: MessageStretch, newer: MessageStretch): MessageStretch | null {
  const known = idsOf(newer.messages);
  const touches = older.next === null || older.messages.some(({ id }) => known.has(id));
  if (!touches) return null;
  const alone = older.messages.filter(({ id }) => !known.has(id));
  const first = newer.messages[0];
  const reachesBack =
    first === undefined || alone.some((message) => comparePlaces(message, first) < 0);
  return {
    messages: ordered([...alone, ...newer.messages]),
    previous: reachesBack ? older.previous : newer.previous,
    next: newer.next,
    fresh: new Set([...older.fresh, ...newer.fresh]),
  };
}

/**
 * The stretch up to the newest message that is shown. Two stretches that have met are kept, but
 * what is kept is drawn a moment later than what is put aside: drawn with the newest messages
 * alone for that moment, the list lost its place.
 *
 * @param kept the stretch that is kept, as it was last drawn
 * @param joined what was made of the two; null: none have met
 * @returns `kept` as soon as it reaches as far back as `joined` does
 */
export function newestShown(
  kept: MessageStretch | null,
  joined: MessageStretch | null,
): MessageStretch | null {
  const first = joined?.messages[0];
  const isThere = first === undefined || kept?.messages.some(({ id }) => id === first.id) === true;
  return isThere ? kept : joined;
}

/** The same stretch, all of which may be out of date. */
export function staleStretch(stretch: MessageStretch): MessageStretch {
  return { ...stretch, fresh: new Set() };
}

/**
 * Takes in a page from further back: the one before the stretch, or one inside it that was
 * asked for anew.
 *
 * @param before the place that the page was asked for
 */
export function mergeBefore(
  stretch: MessageStretch,
  page: MessagePage,
  before: MessagePlace,
): MessageStretch {
  const first = page.messages[0];
  const oldest = stretch.messages[0];
  const reachesBack =
    oldest === undefined || first === undefined || comparePlaces(first, oldest) <= 0;
  return {
    messages: replacePart(stretch, page, before),
    previous: reachesBack ? page.previous : stretch.previous,
    next: stretch.next,
    fresh: new Set([...stretch.fresh, ...idsOf(page.messages)]),
  };
}

/**
 * The place to ask before so that a message and what stands above it come anew.
 *
 * @returns null where the message is the last one of the stretch, or not there
 */
export function placeAfter(stretch: MessageStretch, id: MessageId): MessagePlace | null {
  const index = stretch.messages.findIndex((message) => message.id === id);
  const next = index === -1 ? undefined : stretch.messages[index + 1];
  return next === undefined ? null : { at: next.at, id: next.id };
}

/** Puts messages in their places, or in the places of those with their ids. */
export function putMessages(
  stretch: MessageStretch,
  messages: readonly MessageRecord[],
): MessageStretch {
  const put = idsOf(messages);
  return {
    ...stretch,
    fresh: new Set([...stretch.fresh, ...put]),
    messages: ordered([...stretch.messages.filter(({ id }) => !put.has(id)), ...messages]),
  };
}

/**
 * Keeps what has come at the end of a stretch while its newest page was being asked for: that
 * page may not know of it yet.
 *
 * @param merged with that page
 * @param known the stretch when the page was asked for, and when it came
 */
export function keepArrived(
  merged: MessageStretch,
  known: { readonly before: MessageStretch | null; readonly now: MessageStretch | null },
): MessageStretch {
  const last = merged.messages.at(-1);
  if (known.before === null || known.now === null || last === undefined) return merged;
  const before = idsOf(known.before.messages);
  const arrived = known.now.messages.filter(
    (message) => !before.has(message.id) && comparePlaces(message, last) > 0,
  );
  return arrived.length === 0 ? merged : putMessages(merged, arrived);
}
