import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute } from '../../../../renderer/app/route.ts';
import { inboxFilter } from '../../../../shared/contract/bridge.ts';

const ID = '018f0000-0000-7000-8000-000000000001';

describe('an address', () => {
  it.each([
    ['', 'all', null],
    ['#/', 'all', null],
    ['#/inbox/mine', 'mine', null],
    [`#/inbox/unread/${ID}`, 'unread', ID],
    [`#/conversation/${ID}`, 'all', ID],
    ['#/inbox/everything', 'all', null],
    ['#/inbox/mine/<script>', 'mine', null],
    ['#/conversation/1', 'all', null],
    [`#/templates/${ID}`, 'all', null],
  ])('%s leads to %s and %s', (hash, filter, conversationId) => {
    expect(parseRoute(hash)).toEqual({ filter, conversationId });
  });

  it('of a place leads back to it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...inboxFilter.options),
        fc.option(fc.uuid(), { nil: null }),
        (filter, id) => {
          const route = { ...parseRoute(`#/conversation/${id ?? ''}`), filter };
          expect(parseRoute(formatRoute(route))).toEqual(route);
        },
      ),
    );
  });
});
