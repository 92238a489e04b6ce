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
  return isDated(message.dateSent, query, 'DateSent');
}

/** Whether the media of a message belong into a list that is filtered by DateCreated. */
export function isMediaListed(message: MessageRecord, query: Form): boolean {
  return isDated(message.dateCreated, query, 'DateCreated');
}

function isDated(at: number | null, query: Form, field: 'DateSent' | 'DateCreated'): boolean {
  const on = query.filled(field);
  // `DateSent<=2026-11-22` arrives as the field `DateSent<` with the value `2026-11-22`.
  const until = query.filled(`${field}<`);
  const since = query.filled(`${field}>`);
  if (on === null && until === null && since === null) return true;
  if (at === null) return false;
  if (on !== null && !isWithin(at, readSpan(on))) return false;
  if (until !== null && at > readSpan(until).end) return false;
  return since === null || at >= readSpan(since).start;
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
