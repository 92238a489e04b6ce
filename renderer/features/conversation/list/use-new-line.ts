import { useCallback, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { firstUnread, inboundAfter } from '../model/new-line.ts';

interface Seen {
  /** The first message under the line 'new'. */
  readonly newFrom: MessageId | null;
  /** The newest message that somebody has had before the eyes. */
  readonly upTo: MessageId | null;
  /** What was looked at did not end with the newest message. */
  readonly aside: boolean;
}

/** What follows from another look at the list. */
function look(
  before: Seen,
  messages: readonly MessageRecord[],
  seenNow: boolean,
  aside: boolean,
): Seen {
  const newest = messages.at(-1)?.id ?? null;
  // What comes in further down an old part of the conversation is not new.
  if (aside || before.aside) {
    return before.upTo === newest && before.aside === aside
      ? before
      : { newFrom: null, upTo: newest, aside };
  }
  if (seenNow) return before.upTo === newest ? before : { ...before, upTo: newest };
  const fresh = inboundAfter(messages, before.upTo)[0]?.id ?? null;
  if (fresh === null || before.newFrom === fresh) return before;
  const order = messages.findIndex((message) => message.id === before.newFrom);
  const seen = messages.findIndex((message) => message.id === before.upTo);
  // A line that still stands above something unseen stays where it is.
  return order > seen ? before : { ...before, newFrom: fresh };
}

/**
 * Where the line 'new' stands: above what was unread when the conversation was opened, later
 * above what came while nobody looked. It goes when the person writes.
 *
 * @param unread unread messages when the conversation was opened
 * @param seenNow whether the newest message is before somebody's eyes
 * @param aside whether `messages` end before the newest one
 */
export function useNewLine(
  messages: readonly MessageRecord[],
  unread: number,
  seenNow: boolean,
  aside: boolean,
): { readonly newFrom: MessageId | null; readonly clear: () => void } {
  const [seen, setSeen] = useState<Seen>(() => ({
    newFrom: aside ? null : firstUnread(messages, unread),
    upTo: messages.at(-1)?.id ?? null,
    aside,
  }));
  const next = look(seen, messages, seenNow, aside);
  if (next !== seen) setSeen(next);
  const clear = useCallback(() => setSeen((now) => ({ ...now, newFrom: null })), []);
  return { newFrom: next.newFrom, clear };
}
