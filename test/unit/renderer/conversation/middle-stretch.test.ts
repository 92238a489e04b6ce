import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  joinStretches,
  mergeAfter,
  mergeBefore,
  mergeNewest,
  newestShown,
  staleStretch,
  stretchOf,
  type MiddlePage,
} from '../../../../renderer/features/conversation/messages/merge-pages.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { aMessage } from './a-message.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => aMessage({ number: index + 1 }));

const placeOf = (message: MessageRecord | undefined) =>
  message === undefined ? null : { at: message.at, id: message.id };

/** Answers like the core: so many messages from an index on. */
function pageFrom(all: readonly MessageRecord[], from: number, limit: number): MiddlePage {
  const start = Math.max(0, from);
  const messages = all.slice(start, start + limit);
  return {
    messages,
    previous: start === 0 ? null : placeOf(messages[0]),
    next: start + limit >= all.length ? null : placeOf(messages.at(-1)),
  };
}

describe('a part from the middle of a conversation', () => {
  it('grows at both ends until it is everything', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(39),
        fc.integer({ min: 1, max: 9 }),
        (count, at, limit) => {
          const all = numbered(count);
          let stretch = stretchOf(pageFrom(all, Math.min(at, count - 1), limit));
          for (let { next } = stretch; next !== null; { next } = stretch) {
            const from = all.findIndex(({ id }) => id === next?.id) + 1;
            stretch = mergeAfter(stretch, pageFrom(all, from, limit));
          }
          for (let { previous } = stretch; previous !== null; { previous } = stretch) {
            const end = all.findIndex(({ id }) => id === previous?.id);
            const page = pageFrom(all, end - limit, Math.min(limit, end));
            stretch = mergeBefore(stretch, page, previous);
          }
          expect(stretch.messages).toEqual(all);
        },
      ),
    );
  });

  it('is shown whole from the moment of the joining, also while only its end is drawn', () => {
    const all = numbered(12);
    const newest = mergeNewest(null, pageFrom(all, 8, 4));
    const joined = joinStretches(stretchOf(pageFrom(all, 4, 5)), newest);
    expect(joined?.messages).toEqual(all.slice(4));
    expect(newestShown(newest, joined)).toBe(joined);
    expect(newestShown(null, joined)).toBe(joined);
    // The kept one has become the whole, and has gone on since.
    const later = mergeNewest(joined, pageFrom(numbered(13), 9, 4));
    expect(newestShown(later, joined)).toBe(later);
    expect(newestShown(newest, null)).toBe(newest);
  });

  it('is joined with the newest part as soon as they share a message', () => {
    const all = numbered(12);
    const newest = mergeNewest(null, pageFrom(all, 8, 4));
    const apart = stretchOf(pageFrom(all, 2, 4));
    expect(joinStretches(apart, newest)).toBeNull();
    const reaching = mergeAfter(apart, pageFrom(all, 6, 3));
    const joined = joinStretches(reaching, newest);
    expect(joined?.messages).toEqual(all.slice(2));
    expect(joined?.previous).toEqual(placeOf(all[2]));
    expect(joined?.next).toBeNull();
  });

  it('does not end the newest part where that reaches further back', () => {
    const all = numbered(12);
    const newest = mergeNewest(null, pageFrom(all, 2, 10));
    const joined = joinStretches(stretchOf(pageFrom(all, 4, 3)), newest);
    expect(joined?.messages).toEqual(all.slice(2));
    expect(joined?.previous).toEqual(placeOf(all[2]));
  });

  it('takes what the newest part says of a message that both have', () => {
    const all = numbered(6);
    const changed = all.map((message) => ({ ...message, body: `${message.body} changed` }));
    const joined = joinStretches(
      stretchOf(pageFrom(all, 0, 4)),
      mergeNewest(null, pageFrom(changed, 3, 3)),
    );
    expect(joined?.messages.map(({ body }) => body)).toEqual(
      [...all.slice(0, 3), ...changed.slice(3)].map(({ body }) => body),
    );
  });

  it('may be out of date as a whole after a change', () => {
    const stretch = stretchOf(pageFrom(numbered(4), 0, 4));
    expect(stretch.fresh.size).toBe(4);
    expect(staleStretch(stretch).fresh.size).toBe(0);
  });
});
