import type { ContentRecord } from '../core/records.ts';
import type { Form } from '../http/form.ts';
import { Refusal } from '../platform/refusal.ts';

/** The filters and the order of the v2 lists. */
export function searchContents(contents: readonly ContentRecord[], query: Form): ContentRecord[] {
  const filters = [
    byPattern(query, 'ContentName', (content) => content.friendlyName ?? ''),
    byPattern(query, 'Content', (content) => JSON.stringify(content.types)),
    byAny(query, 'Language', (content) => [content.language]),
    byAny(query, 'ContentType', (content) => Object.keys(content.types)),
    byAny(query, 'ChannelEligibility', (content) => [
      `whatsapp:${content.approval?.status ?? 'unsubmitted'}`,
    ]),
    byDate(query),
  ];
  const found = contents.filter((content) => filters.every((isFound) => isFound(content)));
  return inOrder(found, query);
}

type Filter = (content: ContentRecord) => boolean;

function byPattern(query: Form, name: string, of: (content: ContentRecord) => string): Filter {
  const pattern = query.filled(name);
  if (pattern === null) return () => true;
  try {
    const expression = new RegExp(pattern, 'i');
    return (content) => expression.test(of(content));
  } catch {
    throw new Refusal(20001, `${name} is no valid pattern.`);
  }
}

function byAny(
  query: Form,
  name: string,
  of: (content: ContentRecord) => readonly string[],
): Filter {
  const wanted = query.all(name);
  return (content) => wanted.length === 0 || of(content).some((value) => wanted.includes(value));
}

function byDate(query: Form): Filter {
  const after = readDate(query, 'DateCreatedAfter') ?? -Infinity;
  const before = readDate(query, 'DateCreatedBefore') ?? Infinity;
  return (content) => content.dateCreated >= after && content.dateCreated <= before;
}

function readDate(query: Form, name: string): number | null {
  const text = query.filled(name);
  if (text === null) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Refusal(20001, `${name} is no date.`);
  return at;
}

function inOrder(found: readonly ContentRecord[], query: Form): ContentRecord[] {
  const byName = query.filled('SortByContentName');
  const compare = (one: ContentRecord, other: ContentRecord): number =>
    byName === null
      ? one.dateUpdated - other.dateUpdated
      : (one.friendlyName ?? '').localeCompare(other.friendlyName ?? '');
  const direction = (byName ?? query.filled('SortByDate') ?? 'desc').toLowerCase();
  const sorted = found.toSorted(compare);
  return direction === 'asc' ? sorted : sorted.toReversed();
}
