import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mergeBefore,
  mergeNewest,
  placeAfter,
  keepArrived,
  putMessages,
  type MessagePage,
  type MessagePlace,
} from '../../../../renderer/features/conversation/messages/merge-pages.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { aMessage, messageIdOf } from './a-message.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => aMessage({ number: index + 1 }));

/** Answers like the core: the page before a place, oldest first. */
function pageOf(
  all: readonly MessageRecord[],
  before: MessagePlace | null,
  limit: number,
): MessagePage {
  const end = before === null ? all.length : all.findIndex(({ id }) => id === before.id);
  const start = Math.max(0, end - limit);
  const first = all[start];
  return {
    messages: all.slice(start, end),
    previous: start === 0 || first === undefined ? null : { at: first.at, id: first.id },
  };
}

const bodies = (messages: readonly MessageRecord[]) => messages.map(({ body }) => body);

describe('the loaded messages of a conversation', () => {
  it('are everything, in order, however many pages it took', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (count, limit) => {
          const all = numbered(count);
          let stretch = mergeNewest(null, pageOf(all, null, limit));
          while (stretch.previous !== null) {
            stretch = mergeBefore(stretch, pageOf(all, stretch.previous, limit), stretch.previous);
          }
          expect(stretch.messages).toEqual(all);
          expect(stretch.fresh.size).toBe(count);
        },
      ),
    );
  });

  it('keep what is older than the newest page', () => {
    const before = mergeNewest(null, pageOf(numbered(8), null, 8));
    const after = mergeNewest(before, pageOf(numbered(10), null, 4));
    expect(after.messages).toEqual(numbered(10));
    expect(after.previous).toBeNull();
  });

  it('have no hole: what no longer touches the newest page is let go', () => {
    const before = mergeNewest(null, pageOf(numbered(5), null, 5));
    const page = pageOf(numbered(30), null, 10);
    expect(mergeNewest(before, page).messages).toEqual(page.messages);
    expect(mergeNewest(before, page).previous).toEqual(page.previous);
  });

  it('drop what the core no longer has in the part it answers for', () => {
    const before = mergeNewest(null, pageOf(numbered(6), null, 6));
    const page = pageOf(
      numbered(6).filter((message) => message.body !== 'message 5'),
      null,
      3,
    );
    expect(bodies(mergeNewest(before, page).messages)).toEqual([
      'message 1',
      'message 2',
      'message 3',
      'message 4',
      'message 6',
    ]);
  });

  it('say which of them may be out of date after a change', () => {
    const before = mergeNewest(null, pageOf(numbered(8), null, 8));
    const after = mergeNewest(before, pageOf(numbered(8), null, 3));
    expect([...after.fresh]).toEqual([6, 7, 8].map(messageIdOf));
  });

  it('take in a status inside the stretch without losing what is newer', () => {
    const before = mergeNewest(null, pageOf(numbered(8), null, 8));
    const changed = Array.from({ length: 8 }, (_, index) =>
      aMessage({ number: index + 1, body: `message ${index + 1}!` }),
    );
    const place = placeAfter(before, messageIdOf(4));
    expect(place).toEqual({ at: aMessage({ number: 5 }).at, id: messageIdOf(5) });
    if (place === null) return;
    const after = mergeBefore(before, pageOf(changed, place, 2), place);
    expect(bodies(after.messages)).toEqual([
      'message 1',
      'message 2',
      'message 3!',
      'message 4!',
      'message 5',
      'message 6',
      'message 7',
      'message 8',
    ]);
    expect(after.previous).toBeNull();
  });

  it('stay the same objects where nothing has changed', () => {
    const before = mergeNewest(null, pageOf(numbered(3), null, 3));
    const after = mergeNewest(before, pageOf(numbered(4), null, 3));
    expect(after.messages[1]).toBe(before.messages[1]);
  });

  it('take a sent message into its place, and once', () => {
    const before = mergeNewest(null, pageOf(numbered(2), null, 2));
    const sent = aMessage({ number: 3, direction: 'outbound', status: 'queued' });
    const once = putMessages(before, [sent]);
    expect(
      putMessages(once, [{ ...sent, status: 'sent' }]).messages.map(({ status }) => status),
    ).toEqual(['received', 'received', 'sent']);
  });

  it('keep what has come while the newest page was asked for', () => {
    const before = mergeNewest(null, pageOf(numbered(2), null, 2));
    const now = putMessages(before, [aMessage({ number: 3 })]);
    const merged = mergeNewest(now, pageOf(numbered(2), null, 2));
    expect(bodies(keepArrived(merged, { before, now }).messages)).toEqual([
      'message 1',
      'message 2',
      'message 3',
    ]);
  });

  it('do not keep what the newest page no longer has', () => {
    const before = mergeNewest(null, pageOf(numbered(3), null, 3));
    const merged = mergeNewest(before, pageOf(numbered(2), null, 2));
    expect(bodies(keepArrived(merged, { before, now: before }).messages)).toEqual([
      'message 1',
      'message 2',
    ]);
  });

  it('hold a message once that got another place: the relay says when it took a reply', () => {
    const queued = aMessage({ number: 2, direction: 'outbound' });
    const before = mergeNewest(
      null,
      pageOf([aMessage(), queued, aMessage({ number: 3 })], null, 3),
    );
    const taken = { ...queued, at: aMessage({ number: 4 }).at };
    const page = pageOf([aMessage(), aMessage({ number: 3 }), taken], null, 2);
    expect(bodies(mergeNewest(before, page).messages)).toEqual([
      'message 1',
      'message 3',
      'message 2',
    ]);
  });

  it('have no place after the newest one', () => {
    const stretch = mergeNewest(null, pageOf(numbered(2), null, 2));
    expect(placeAfter(stretch, messageIdOf(2))).toBeNull();
    expect(placeAfter(stretch, messageIdOf(9))).toBeNull();
  });
});
