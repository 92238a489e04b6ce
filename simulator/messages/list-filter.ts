import type { MessageRecord } from '../core/records.ts';
import type { Form } from '../http/form.ts';
import { Refusal } from '../platform/refusal.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whether a message belongs into a list that is filtered by To, From and DateSent. A message
 * that has not been sent has no date, so that a filter by date leaves it out, as Twilio does.
 */
export function isListed(message: MessageRecord, query: Form): boolean {
  const to = query.filled('To');
  const from = query.filled('From');
  if (to !== null && message.to !== to) return false;
  if (from !== null && message.from !== from) return false;
  return isSentWithin(message.dateSent, query);
}

function isSentWithin(dateSent: number | null, query: Form): boolean {
  const on = query.filled('DateSent');
  // `DateSent<=2026-11-22` arrives as the field `DateSent<` with the value `2026-11-22`.
  const until = query.filled('DateSent<');
  const since = query.filled('DateSent>');
  if (on === null && until === null && since === null) return true;
  if (dateSent === null) return false;
  if (on !== null && !isWithin(dateSent, readSpan(on))) return false;
  if (until !== null && dateSent > readSpan(until).end) return false;
  return since === null || dateSent >= readSpan(since).start;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function isWithin(at: number, span: Span): boolean {
  return at >= span.start && at <= span.end;
}

/** A date stands for its whole day in GMT, a moment for its second. */
function readSpan(text: string): Span {
  const start = Date.parse(text);
  if (Number.isNaN(start)) throw new Refusal(20001, `${text} is not a date.`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return { start, end: start + (isDay ? DAY_MS : 1000) - 1 };
}
