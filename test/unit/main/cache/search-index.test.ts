import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Cache } from '../../../../main/cache/cache.ts';
import { connect } from '../../../../main/cache/database.ts';
import type { Db } from '../../../../main/cache/sqlite.ts';
import {
  SOME_TIME,
  aContact,
  aConversation,
  aMessage,
  aSender,
} from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testCache } from '../../../support/test-cache.ts';

const conversation = aConversation(aContact(), aSender());

/** A message that is found, so many ms after a common start. */
function boltsAt(time: number) {
  return aMessage(conversation.id, { at: SOME_TIME + time, body: 'bolts' });
}

interface Indexed {
  readonly cache: Cache;
  /** Ids of the messages that a search finds, newest first. */
  readonly search: (words: string) => string[];
  /** Lets SQLite compare the index with the texts; throws where they differ. */
  readonly check: () => void;
}

async function indexed(): Promise<Indexed> {
  const key = randomBytes(32);
  const cache = testCache({ folder: await temporaryFolder(), key });
  const db: Db = connect(cache.path, key);
  onTestFinished(() => {
    db.close();
  });
  const find = db
    .prepare<[string], string>(
      `select m.id from message_search s join message m on m.place = s.rowid
       where message_search match ? order by s.rowid desc`,
    )
    .pluck();
  return {
    cache,
    search: (words) => find.all(words),
    check: () => {
      db.exec("insert into message_search (message_search, rank) values ('integrity-check', 1)");
    },
  };
}

describe('the index over the texts of messages', () => {
  it('finds words without their accents and beginnings from two letters on', async () => {
    const { cache, search } = await indexed();
    const message = aMessage(conversation.id, { body: 'Necesito 40 cajas de tornillería' });
    cache.messages.put(message, 1);
    expect(search('tornilleria')).toStrictEqual([message.id]);
    expect(search('"to"*')).toStrictEqual([message.id]);
    expect(search('"ca"*')).toStrictEqual([message.id]);
    expect(search('boxes')).toStrictEqual([]);
  });

  it('follows an edit, a removal and a text that comes or goes', async () => {
    const { cache, search, check } = await indexed();
    const message = aMessage(conversation.id, { body: 'washers' });
    cache.messages.put(message, 1);
    cache.messages.put({ ...message, body: 'bolts' }, 2);
    expect(search('washers')).toStrictEqual([]);
    expect(search('bolts')).toStrictEqual([message.id]);
    cache.messages.put({ ...message, body: null }, 3);
    expect(search('bolts')).toStrictEqual([]);
    cache.messages.put({ ...message, body: 'nuts' }, 4);
    expect(search('nuts')).toStrictEqual([message.id]);
    cache.messages.remove(message.id, 5);
    expect(search('nuts')).toStrictEqual([]);
    expect(check).not.toThrow();
  });

  it('gives the newest first, whatever the order of arrival, even within a millisecond', async () => {
    const { cache, search } = await indexed();
    const [late, early, middle] = [boltsAt(9), boltsAt(1), boltsAt(5)];
    for (const message of [late, early, middle]) cache.messages.put(message, 1);
    expect(search('bolts')).toStrictEqual([late.id, middle.id, early.id]);
    const sameTime = Array.from({ length: 300 }, () => boltsAt(20));
    for (const message of sameTime) cache.messages.put(message, 1);
    expect(new Set(search('bolts'))).toStrictEqual(
      new Set([...sameTime, late, early, middle].map(({ id }) => id)),
    );
    expect(search('bolts').slice(-3)).toStrictEqual([late.id, middle.id, early.id]);
  });

  it('keeps what was made here when everything else is forgotten', async () => {
    const { cache, search, check } = await indexed();
    const mine = aMessage(conversation.id, { body: 'bolts of mine' });
    cache.messages.put(mine, 0);
    cache.messages.put(aMessage(conversation.id, { body: 'bolts of theirs' }), 4);
    cache.transaction(cache.clearRecords);
    expect(search('bolts')).toStrictEqual([mine.id]);
    cache.messages.put({ ...mine, body: 'washers' }, 1);
    expect(search('bolts')).toStrictEqual([]);
    expect(check).not.toThrow();
  });

  it('agrees with the texts after any sequence of changes', async () => {
    const { cache, search, check } = await indexed();
    const pool = Array.from({ length: 5 }, () => aMessage(conversation.id));
    const step = fc.record({
      which: fc.nat(pool.length - 1),
      body: fc.constantFrom(null, 'bolts', 'nuts and bolts', 'washers'),
      later: fc.nat(4),
      removed: fc.boolean(),
    });
    let number = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        for (const { which, body, later, removed } of steps) {
          const message = pool[which];
          if (message === undefined) throw new Error('no sample');
          number += 1;
          if (removed) cache.messages.remove(message.id, number);
          else cache.messages.put({ ...message, body, at: SOME_TIME + later }, number);
        }
        check();
        const withBolts = pool.filter(
          ({ id }) => cache.messages.get(id)?.body?.includes('bolts') === true,
        );
        expect(new Set(search('bolts'))).toStrictEqual(new Set(withBolts.map(({ id }) => id)));
      }),
      { numRuns: 100 },
    );
    expect(number).toBeGreaterThan(100);
  });
});
