import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Connection,
  createPresence,
  type Presence,
} from '../../../../relay/sockets/presence/presence.ts';
import { type PresenceNotice, presenceNotice } from '../../../../relay/sockets/presence/notice.ts';
import { conversationId, personId, tenantId } from '../../../../shared/contract/ids.ts';
import { type PresenceNews, presenceNews } from '../../../../shared/contract/relay.ts';

const tenant = tenantId.parse(randomUUID());
const [ada, grace] = [personId.parse(randomUUID()), personId.parse(randomUUID())];
const [shop, repair] = [conversationId.parse(randomUUID()), conversationId.parse(randomUUID())];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function who(person = ada, inTenant = tenant): Connection {
  return { tenantId: inTenant, personId: person, connection: randomUUID() };
}

interface TestedRelay extends Presence {
  readonly told: PresenceNews[];
  readonly notices: PresenceNotice[];
}

/** Relays whose notices reach each other at once, in the form in which they are sent. */
function relays(count: number) {
  const all: (TestedRelay & { cutOff: boolean })[] = [];
  for (let at = 0; at < count; at += 1) {
    const told: PresenceNews[] = [];
    const notices: PresenceNotice[] = [];
    const presence = createPresence({
      tell: (_tenant, _changed, news) => void told.push(presenceNews.parse(news(null))),
      notify: (notice) => {
        notices.push(notice);
        const payload = JSON.stringify(notice);
        expect(Buffer.byteLength(payload)).toBeLessThan(7900);
        if (all[at]?.cutOff === true) return;
        for (const [other, { heard, cutOff }] of all.entries()) {
          if (other === at || cutOff) continue;
          heard(presenceNotice.parse(JSON.parse(payload)), `relay ${at}`);
        }
      },
    });
    all.push({ ...presence, told, notices, cutOff: false });
  }
  for (const { lookAgain } of all) lookAgain();
  return all;
}

function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('there is none');
  return first;
}

/** A relay alone. */
function oneRelay() {
  return only(relays(1));
}

const at = (conversation: typeof shop | null, typing = false, person = ada) => ({
  personId: person,
  conversationId: conversation,
  typing,
});

describe('presence at one relay', () => {
  test('a change is told within 50 ms, and what comes closely together as one', () => {
    const relay = oneRelay();
    const connection = who();
    relay.connected(connection);
    relay.report(connection, [{ conversationId: shop, typing: false }]);
    vi.advanceTimersByTime(50);
    expect(relay.told).toEqual([{ whole: false, present: [at(shop)], gone: [] }]);
  });

  test('is told at most five times a second, and the last word always', () => {
    const relay = oneRelay();
    const connection = who();
    for (let i = 0; i < 100; i += 1) {
      relay.report(connection, [{ conversationId: i % 2 === 0 ? shop : repair, typing: true }]);
      vi.advanceTimersByTime(10);
    }
    expect(relay.told.length).toBeLessThanOrEqual(5);
    vi.advanceTimersByTime(250);
    expect(relay.told.at(-1)?.present).toEqual([at(repair, true)]);
  });

  test('the same word again is not told again', () => {
    const relay = oneRelay();
    const connection = who();
    relay.report(connection, [{ conversationId: shop, typing: true }]);
    vi.advanceTimersByTime(1000);
    relay.report(connection, [{ conversationId: shop, typing: true }]);
    vi.advanceTimersByTime(1000);
    expect(relay.told).toHaveLength(1);
  });

  test('typing that is not said again ends by itself after six seconds', () => {
    const relay = oneRelay();
    const connection = who();
    relay.report(connection, [{ conversationId: shop, typing: true }]);
    vi.advanceTimersByTime(5000);
    relay.report(connection, [{ conversationId: shop, typing: true }]);
    vi.advanceTimersByTime(5900);
    expect(relay.told.at(-1)?.present).toEqual([at(shop, true)]);
    vi.advanceTimersByTime(300);
    expect(relay.told.at(-1)?.present).toEqual([at(shop, false)]);
  });

  test('a person is gone with the last of their connections', () => {
    const relay = oneRelay();
    const [desk, laptop] = [who(), who()];
    relay.report(desk, [{ conversationId: shop, typing: false }]);
    relay.report(laptop, [{ conversationId: repair, typing: true }]);
    vi.advanceTimersByTime(300);
    expect(relay.told.at(-1)?.present).toEqual([at(repair, true), at(shop)]);
    relay.disconnected(laptop);
    vi.advanceTimersByTime(300);
    expect(relay.told.at(-1)).toEqual({ whole: false, present: [at(shop)], gone: [] });
    relay.disconnected(desk);
    vi.advanceTimersByTime(300);
    expect(relay.told.at(-1)).toEqual({ whole: false, present: [], gone: [ada] });
    vi.advanceTimersByTime(10_000);
    relay.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('the whole has everyone of the tenant but the person, and nobody else', () => {
    const relay = oneRelay();
    const other = tenantId.parse(randomUUID());
    relay.connected(who());
    relay.report(who(grace), [{ conversationId: shop, typing: false }]);
    relay.report(who(personId.parse(randomUUID()), other), [
      { conversationId: repair, typing: true },
    ]);
    expect(relay.whole(who())).toEqual({
      whole: true,
      present: [at(shop, false, grace)],
      gone: [],
    });
    expect(relay.whole(who(grace)).present).toEqual([at(null)]);
  });
});

describe('presence between relays', () => {
  test('crosses, with the person’s places at both', () => {
    const [one, other] = relays(2);
    one?.report(who(), [{ conversationId: shop, typing: true }]);
    vi.advanceTimersByTime(100);
    expect(other?.told).toEqual([{ whole: false, present: [at(shop, true)], gone: [] }]);
    other?.report(who(), [{ conversationId: repair, typing: false }]);
    vi.advanceTimersByTime(300);
    expect(one?.whole(who(grace)).present).toEqual([at(repair), at(shop, true)]);
  });

  test('a relay that starts later is told everything, however much it is', () => {
    const [one, other] = relays(2);
    if (other === undefined) throw new Error('no other relay');
    other.cutOff = true;
    const places = Array.from({ length: 16 }, () => ({
      conversationId: conversationId.parse(randomUUID()),
      typing: false,
    }));
    for (let i = 0; i < 100; i += 1) one?.report(who(personId.parse(randomUUID())), places);
    vi.advanceTimersByTime(1000);
    expect(other.whole(who()).present).toEqual([]);
    other.cutOff = false;
    other.lookAgain();
    expect(other.whole(who()).present).toHaveLength(1600);
  });

  test('the people of a relay that dies vanish after some seconds', () => {
    const [one, other] = relays(2);
    if (one === undefined) throw new Error('no relay');
    one.connected(who());
    vi.advanceTimersByTime(12_000);
    expect(other?.whole(who(grace)).present).toEqual([at(null)]);
    one.cutOff = true;
    vi.advanceTimersByTime(25_000);
    expect(other?.told.at(-1)).toEqual({ whole: false, present: [], gone: [ada] });
    // It was only slow: it is heard again, and so are its people.
    one.cutOff = false;
    vi.advanceTimersByTime(6000);
    expect(other?.whole(who(grace)).present).toEqual([at(null)]);
  });

  test('the people of a relay that is stopped vanish at once', () => {
    const [one, other] = relays(2);
    one?.connected(who());
    vi.advanceTimersByTime(300);
    one?.close();
    expect(other?.whole(who(grace)).present).toEqual([]);
  });

  test('who left while the relays could not hear each other is gone when they can', () => {
    const [one, other] = relays(2);
    if (one === undefined) throw new Error('no relay');
    const connection = who();
    one.connected(connection);
    vi.advanceTimersByTime(300);
    one.cutOff = true;
    one.disconnected(connection);
    vi.advanceTimersByTime(300);
    one.cutOff = false;
    one.lookAgain();
    vi.advanceTimersByTime(300);
    expect(other?.told.at(-1)).toEqual({ whole: false, present: [], gone: [ada] });
  });
});
