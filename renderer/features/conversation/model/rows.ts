import type { MessageRecord } from '../../../../shared/contract/records.ts';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { dayOf, minuteOf } from './days.ts';

/** One message as the list shows it, with what it shares with its neighbours. */
export interface MessageRow {
  readonly message: MessageRecord;
  /** The day, as `2026-03-09`. */
  readonly day: string;
  /** A day separator stands above it. */
  readonly startsDay: boolean;
  /** The line 'new' stands above it. */
  readonly startsNew: boolean;
  /** First and last of a group: same author, same minute. */
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}

/** States that need a word of their own, so that the message cannot share its neighbour's ticks. */
const NEEDS_WORDS: ReadonlySet<MessageRecord['status']> = new Set([
  'failed',
  'undelivered',
  'unconfirmed',
  'parked',
  'cancelled',
]);

function sameAuthor(left: MessageRecord, right: MessageRecord): boolean {
  return (
    left.direction === right.direction &&
    left.author.kind === right.author.kind &&
    left.author.personId === right.author.personId
  );
}

function belongTogether(left: MessageRecord, right: MessageRecord): boolean {
  return (
    sameAuthor(left, right) &&
    minuteOf(left.at) === minuteOf(right.at) &&
    !NEEDS_WORDS.has(left.status) &&
    !NEEDS_WORDS.has(right.status) &&
    right.kind !== 'template' &&
    left.kind !== 'template'
  );
}

/**
 * The rows of a conversation, one per message in the same order.
 *
 * @param messages oldest first
 * @param newFrom the first message that was not read when the person came; null: none
 * @param timeZone of the person at the screen
 */
export function messageRows(
  messages: readonly MessageRecord[],
  newFrom: MessageId | null,
  timeZone: string,
): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  for (const [index, message] of messages.entries()) {
    const before = rows[index - 1];
    const day = dayOf(message.at, timeZone);
    const startsDay = before === undefined || before.day !== day;
    const startsNew = message.id === newFrom;
    const joins =
      before !== undefined && !startsDay && !startsNew && belongTogether(before.message, message);
    if (before !== undefined) rows[index - 1] = { ...before, endsGroup: !joins };
    rows.push({ message, day, startsDay, startsNew, startsGroup: !joins, endsGroup: true });
  }
  return rows;
}
