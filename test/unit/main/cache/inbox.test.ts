import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { tagId } from '../../../../shared/contract/ids.ts';
import type { InboxFilter } from '../../../../shared/contract/bridge.ts';
import type { ConversationRecord } from '../../../../shared/contract/records.ts';
import {
  GUARD_BAND_MS,
  SERVICE_WINDOW_MS,
} from '../../../../shared/domain/window/service-window.ts';
import type { Cache } from '../../../../main/cache/cache.ts';
import { inboxKey } from '../../../../main/cache/repos/inbox.ts';
import {
  SOME_TIME,
  aContact,
  aConversation,
  aPerson,
  aSender,
} from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testCache } from '../../../support/test-cache.ts';

const me = aPerson();
const colleague = aPerson({ name: 'Malik' });
const whatsapp = aSender();
const sms = aSender({ channel: 'sms' });
const contact = aContact();
const NOW = SOME_TIME + 100 * SERVICE_WINDOW_MS;
const HOUR = 3_600_000;
/** The last inbound message with which the window closes right now. */
const CLOSING_NOW = NOW - SERVICE_WINDOW_MS + GUARD_BAND_MS;
const view = { me: me.id, now: NOW, closingBelow: 4 * HOUR };

const OF: Record<string, Partial<ConversationRecord>> = {
  plain: { lastInboundAt: NOW },
  mine: { assigneeId: me.id, owner: 'person', lastInboundAt: NOW },
  theirs: { assigneeId: colleague.id, owner: 'person', lastInboundAt: NOW },
  unread: { unreadCount: 2, lastInboundAt: NOW },
  'just closing': { lastInboundAt: CLOSING_NOW + 4 * HOUR - 1 },
  'not closing yet': { lastInboundAt: CLOSING_NOW + 4 * HOUR },
  'one more millisecond': { lastInboundAt: CLOSING_NOW + 1 },
  'closed now': { lastInboundAt: CLOSING_NOW },
  never: { lastInboundAt: null },
  'put off': { snooze: { until: NOW + 1 }, lastInboundAt: NOW },
  'until they write': { snooze: { until: null }, unreadCount: 1, lastInboundAt: NOW },
  'back now': { snooze: { until: NOW }, lastInboundAt: NOW },
  resolved: { status: 'resolved', assigneeId: me.id, unreadCount: 3, lastInboundAt: null },
  sms: { channel: 'sms', senderId: sms.id, lastInboundAt: null },
};

const AWAY = ['put off', 'until they write', 'resolved'];

const EXPECTED: Record<InboxFilter, readonly string[]> = {
  all: Object.keys(OF).filter((name) => !AWAY.includes(name)),
  mine: ['mine'],
  unassigned: Object.keys(OF).filter((name) => ![...AWAY, 'mine', 'theirs'].includes(name)),
  unread: ['unread'],
  closing: ['just closing', 'one more millisecond'],
  closed: ['closed now', 'never'],
  snoozed: ['put off', 'until they write'],
  resolved: ['resolved'],
};
const FILTERS = [
  'all',
  'mine',
  'unassigned',
  'unread',
  'closing',
  'closed',
  'snoozed',
  'resolved',
] as const satisfies readonly InboxFilter[];

/** A cache with one conversation of each sort, the first of the table the newest. */
async function filled(): Promise<{ cache: Cache; nameOf: Map<string, string> }> {
  const cache = testCache({ folder: await temporaryFolder() });
  const nameOf = new Map<string, string>();
  cache.contacts.put(contact, 1);
  for (const one of [whatsapp, sms]) cache.directory.put('sender', one, 1);
  for (const one of [me, colleague]) cache.directory.put('person', one, 1);
  for (const [index, [name, with_]] of Object.entries(OF).entries()) {
    const record = aConversation(contact, whatsapp, { ...with_, lastMessageAt: NOW - index });
    cache.conversations.put(record, 1);
    nameOf.set(record.id, name);
  }
  return { cache, nameOf };
}

/** Which of two samples comes first where all else is equal. */
const byId = (all: readonly ConversationRecord[]) => (one: number, other: number) =>
  (all[one]?.id ?? '') < (all[other]?.id ?? '') ? -1 : 1;

describe('the inbox', () => {
  it.each(FILTERS)('filters: %s', async (filter) => {
    const { cache, nameOf } = await filled();
    const found = cache.inbox.list(filter, 'newest', view, null, 50);
    expect(found.map(({ conversation }) => nameOf.get(conversation.id))).toStrictEqual(
      EXPECTED[filter],
    );
    expect(cache.inbox.counts(view)[filter]).toBe(EXPECTED[filter].length);
  });

  it('narrows every part by a tag, as the person sees the tags, and counts so', async () => {
    const { cache } = await filled();
    const [one, other] = [tagId.parse(v7()), tagId.parse(v7())];
    const record = aConversation(contact, whatsapp, {
      tagIds: [one, other],
      assigneeId: me.id,
      lastInboundAt: NOW,
    });
    cache.conversations.put(record, 1);
    const narrowed = { ...view, tagId: one };
    const names = () =>
      (['newest', 'window'] as const).map((sort) =>
        cache.inbox.list('mine', sort, narrowed, null, 9).map(({ conversation: { id } }) => id),
      );
    expect(names()).toEqual([[record.id], [record.id]]);
    expect(cache.inbox.counts(narrowed)).toMatchObject({ all: 1, mine: 1, closed: 0 });
    cache.conversations.show({ ...record, tagIds: [other] });
    expect(names()).toEqual([[], []]);
    expect(cache.inbox.counts({ ...view, tagId: other }).mine).toBe(1);
    cache.conversations.remove(record.id, 2);
    expect(cache.inbox.counts({ ...view, tagId: other }).all).toBe(0);
  });

  it('tells when what was put off comes back', async () => {
    const { cache } = await filled();
    expect(cache.windows.nextTurn(NOW, [])).toBe(NOW + 1);
    expect(cache.windows.nextTurn(NOW + 1, [])).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('pages through without a gap or a repetition, where times are equal too', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    cache.contacts.put(contact, 1);
    cache.directory.put('sender', whatsapp, 1);
    const all = Array.from({ length: 25 }, (_, index) =>
      aConversation(contact, whatsapp, { lastMessageAt: NOW - Math.floor(index / 7) }),
    );
    for (const record of all) cache.conversations.put(record, 1);
    const seen: string[] = [];
    let before: { key: number; id: ConversationRecord['id'] } | null = null;
    for (;;) {
      const page = cache.inbox.list('all', 'newest', view, before, 4);
      seen.push(...page.map(({ conversation }) => conversation.id));
      const last = page.at(-1)?.conversation;
      if (last === undefined) break;
      before = { key: last.lastMessageAt, id: last.id };
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
    const times = seen.map((id) => all.find((one) => one.id === id)?.lastMessageAt ?? 0);
    expect(times).toStrictEqual(times.toSorted((one, other) => other - one));
  });

  it('sorts by what is left of open windows, then everything else by newest', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    cache.contacts.put(contact, 1);
    for (const one of [whatsapp, sms]) cache.directory.put('sender', one, 1);
    const windows: readonly (readonly [number | null, ConversationRecord['channel']])[] = [
      [CLOSING_NOW + 3 * HOUR, 'whatsapp'],
      [CLOSING_NOW, 'whatsapp'],
      [CLOSING_NOW + 1, 'whatsapp'],
      [null, 'whatsapp'],
      [CLOSING_NOW + 2 * HOUR, 'sms'],
      [CLOSING_NOW + 3 * HOUR, 'whatsapp'],
      [NOW, 'whatsapp'],
    ];
    const all = windows.map(([lastInboundAt, channel], index) =>
      aConversation(contact, channel === 'sms' ? sms : whatsapp, {
        lastInboundAt,
        channel,
        lastMessageAt: NOW - index,
      }),
    );
    for (const record of all) cache.conversations.put(record, 1);
    const seen: number[] = [];
    let before: { key: number; id: ConversationRecord['id'] } | null = null;
    for (;;) {
      const page = cache.inbox.list('all', 'window', view, before, 2);
      const last = page.at(-1)?.conversation;
      if (last === undefined) break;
      seen.push(...page.map(({ conversation: { id } }) => all.findIndex((one) => one.id === id)));
      before = { key: inboxKey(last, 'window', NOW), id: last.id };
    }
    expect(seen).toStrictEqual([2, ...[0, 5].toSorted(byId(all)), 6, 1, 3, 4]);
  });

  it('shows the beginning of a draft, and none where nothing is written', async () => {
    const { cache, nameOf } = await filled();
    const [id] = [...nameOf.keys()];
    const plain = cache.inbox.list('all', 'newest', view, null, 1)[0]?.conversation.id;
    expect(plain).toBe(id);
    if (plain === undefined) throw new Error('no conversation');
    const draft = { text: 'x'.repeat(400), repliesToId: null, template: null, attachments: [] };
    cache.drafts.set(plain, draft, 1);
    expect(cache.inbox.list('all', 'newest', view, null, 1)[0]?.draft).toBe('x'.repeat(160));
    cache.drafts.set(plain, { ...draft, text: '' }, 1);
    expect(cache.inbox.list('all', 'newest', view, null, 1)[0]?.draft).toBeNull();
    expect(cache.inbox.get(plain)?.contact).toStrictEqual(contact);
  });

  it('counts for the badge what is mine and what is nobody’s', async () => {
    const { cache } = await filled();
    const give = (assigneeId: ConversationRecord['assigneeId']) => {
      const record = aConversation(contact, whatsapp, { unreadCount: 1, assigneeId });
      cache.conversations.put(record, 1);
    };
    give(me.id);
    give(colleague.id);
    expect(cache.inbox.unreadFor(me.id, NOW)).toBe(2);
  });
});
