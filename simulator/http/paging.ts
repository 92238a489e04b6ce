import { Refusal } from '../platform/refusal.ts';
import type { Form } from './form.ts';

const LARGEST_PAGE = 1000;

/** Which part of a list is asked for. */
export interface PageRequest {
  readonly page: number;
  readonly pageSize: number;
  readonly token: string | null;
}

/** One part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly start: number;
  readonly request: PageRequest;
  /** Query of the first, next and previous page; null where there is none. */
  readonly first: string;
  readonly here: string;
  readonly next: string | null;
  readonly previous: string | null;
}

/** Reads PageSize (1 to 1000), Page and PageToken. */
export function readPageRequest(query: Form, defaultSize: number): PageRequest {
  const pageSize = readInteger(query, 'PageSize', defaultSize);
  if (pageSize < 1 || pageSize > LARGEST_PAGE) {
    throw new Refusal(20001, `PageSize must be between 1 and ${String(LARGEST_PAGE)}.`);
  }
  return { page: readInteger(query, 'Page', 0), pageSize, token: query.filled('PageToken') };
}

/**
 * Cuts the page that is asked for out of a list. A token names the item after which the page
 * begins, so that a list that grows at its head does not shift under the reader.
 *
 * @param filters the query of the request without its paging, to be repeated in the addresses
 */
export function cutPage<T extends { readonly sid: string }>(
  all: readonly T[],
  request: PageRequest,
  filters: readonly (readonly [string, string])[],
): Page<T> {
  const { page, pageSize, token } = request;
  const after = token === null ? -1 : all.findIndex((one) => `PA${one.sid}` === token);
  const start = after >= 0 ? after + 1 : page * pageSize;
  const items = all.slice(start, start + pageSize);
  const last = items.at(-1);
  const address = (number: number, from: string | null): string => {
    const query = new URLSearchParams(
      filters.map(([name, value]): [string, string] => [name, value]),
    );
    query.set('PageSize', String(pageSize));
    query.set('Page', String(number));
    if (from !== null) query.set('PageToken', from);
    return query.toString();
  };
  const hasNext = last !== undefined && start + pageSize < all.length;
  return {
    items,
    start,
    request,
    first: address(0, null),
    here: address(page, token),
    next: hasNext ? address(page + 1, `PA${last.sid}`) : null,
    previous: page > 0 ? address(page - 1, tokenBefore(all, start, pageSize)) : null,
  };
}

function tokenBefore(
  all: readonly { readonly sid: string }[],
  start: number,
  pageSize: number,
): string | null {
  const before = all[start - pageSize - 1];
  return before === undefined ? null : `PA${before.sid}`;
}

function readInteger(query: Form, name: string, fallback: number): number {
  const text = query.filled(name);
  if (text === null) return fallback;
  if (!/^\d+$/.test(text)) throw new Refusal(20001, `${name} must be a whole number.`);
  return Number(text);
}

/** The paging fields of a list of the 2010 API. */
export function pageFields(page: Page<unknown>, base: string): Record<string, unknown> {
  const address = (query: string | null): string | null =>
    query === null ? null : `${base}?${query}`;
  return {
    end: page.start + Math.max(0, page.items.length - 1),
    first_page_uri: address(page.first),
    next_page_uri: address(page.next),
    page: page.request.page,
    page_size: page.request.pageSize,
    previous_page_uri: address(page.previous),
    start: page.start,
    uri: address(page.here),
  };
}

/** The paging fields of a list of the newer APIs. */
export function pageMeta(page: Page<unknown>, base: string, key: string): Record<string, unknown> {
  const address = (query: string | null): string | null =>
    query === null ? null : `${base}?${query}`;
  return {
    page: page.request.page,
    page_size: page.request.pageSize,
    first_page_url: address(page.first),
    previous_page_url: address(page.previous),
    url: address(page.here),
    next_page_url: address(page.next),
    key,
  };
}
