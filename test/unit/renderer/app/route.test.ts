import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from '../../../../renderer/app/route.ts';
import { inboxFilter } from '../../../../shared/contract/bridge.ts';

const ID = '018f0000-0000-7000-8000-000000000001';
const MESSAGE = '018f0000-0000-7000-8000-000000000002';

describe('an address', () => {
  it.each([
    ['', 'all', null, null],
    ['#/', 'all', null, null],
    ['#/inbox/mine', 'mine', null, null],
    [`#/inbox/unread/${ID}`, 'unread', ID, null],
    [`#/inbox/unread/${ID}/${MESSAGE}`, 'unread', ID, MESSAGE],
    [`#/inbox/unread/${ID}/7`, 'unread', ID, null],
    [`#/inbox/unread/7/${MESSAGE}`, 'unread', null, null],
    [`#/conversation/${ID}`, 'all', ID, null],
    ['#/inbox/everything', 'all', null, null],
    ['#/inbox/mine/<script>', 'mine', null, null],
    ['#/conversation/1', 'all', null, null],
    [`#/templates/${ID}`, 'all', null, null],
  ])('%s leads to %s, %s and %s', (hash, filter, conversationId, messageId) => {
    expect(parseRoute(hash)).toEqual({ filter, tagId: null, conversationId, messageId });
  });

  it('may name a tag by which the list is narrowed', () => {
    const narrowed = `#/inbox/mine/${ID}?tag=${MESSAGE}`;
    expect(parseRoute(narrowed)).toEqual({
      filter: 'mine',
      tagId: MESSAGE,
      conversationId: ID,
      messageId: null,
    });
    expect(formatRoute(parseRoute(narrowed))).toBe(narrowed);
    expect(parseRoute('#/inbox/mine?tag=<script>').tagId).toBeNull();
  });

  it('of a place leads back to it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...inboxFilter.options),
        fc.option(fc.uuid(), { nil: null }),
        fc.option(fc.uuid(), { nil: null }),
        fc.option(fc.uuid(), { nil: null }),
        (filter, id, message, tag) => {
          const query = tag === null ? '' : `?tag=${tag}`;
          const route = parseRoute(`#/inbox/${filter}/${id ?? ''}/${message ?? ''}${query}`);
          expect(route).toMatchObject({ filter, conversationId: id, tagId: tag });
          expect(parseRoute(formatRoute(route))).toEqual(route);
        },
      ),
    );
  });
});
