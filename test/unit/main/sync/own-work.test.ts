import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import { type ConversationId, commandId, conversationId } from '../../../../shared/contract/ids.ts';
import {
  RELAY_SCHEMAS,
  type RelayCall,
  type RelayValue,
} from '../../../../shared/contract/relay.ts';
import type { Cache } from '../../../../main/cache/cache.ts';
import { systemClock } from '../../../../main/clock.ts';
import { createOutboxSender } from '../../../../main/sync/outbox-sender.ts';
import { createRelayClock } from '../../../../main/sync/relay-clock.ts';
import { reviewOutbox } from '../../../../main/sync/review-outbox.ts';
import { createSync } from '../../../../main/sync/sync.ts';
import { writeSyncState } from '../../../../main/sync/sync-state.ts';
import { aMessage, aPerson, aTenant } from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NO_TOPICS, testCache } from '../../../support/test-cache.ts';

const EPOCH = '0199c1de-0000-7000-8000-000000000001';
const nothing = (): void => undefined;

/** Puts a reply into the outbox as sending does, with this input for its command. */
function queue(cache: Cache, id: ConversationId, body: string, input?: unknown): string {
  const message = aMessage(id, { direction: 'outbound', status: 'queued', body });
  cache.messages.put(message, 0);
  const whole = {
    messageId: message.id,
    conversationId: id,
    body,
    repliesToId: null,
    validUntil: null,
  };
  cache.outbox.add({
    id: commandId.parse(v7()),
    name: 'message.sendText',
    input: input ?? whole,
    conversationId: id,
    messageId: message.id,
  });
  return message.id;
}

describe('commands that another version wrote', () => {
  it('leave the outbox, and their messages stay with their text and a reason', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    const id = conversationId.parse(v7());
    queue(cache, id, 'Yes, 40 in stock', { text: 'of another form' });
    queue(cache, id, 'And 20 more');
    const lost = reviewOutbox(cache);
    expect(lost).toHaveLength(1);
    expect(cache.outbox.all()).toHaveLength(1);
    const [parked, queued] = cache.messages
      .madeHere(id)
      .toSorted((one) => (one.status === 'parked' ? -1 : 1));
    expect(parked?.body).toBe('Yes, 40 in stock');
    expect(parked?.problem?.code).toBe('invalid_input');
    expect(queued?.status).toBe('queued');
    expect(reviewOutbox(cache)).toStrictEqual([]);
  });
});

describe('a command that never gets an answer', () => {
  it('lets those of other conversations go, keeps the order of its own, and is not given up', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    const [one, other] = [conversationId.parse(v7()), conversationId.parse(v7())];
    queue(cache, one, 'silence');
    queue(cache, one, 'after silence');
    queue(cache, other, 'heard');
    const given: string[] = [];
    const heard = Promise.withResolvers<void>();
    const all = Promise.withResolvers<void>();
    let silent = true;
    async function ask<C extends RelayCall>(_call: C, input: unknown): Promise<RelayValue<C>> {
      await Promise.resolve();
      const text = JSON.stringify(input);
      const body = ['after silence', 'silence', 'heard'].find((word) => text.includes(`"${word}"`));
      given.push(body ?? '');
      if (body === 'heard') heard.resolve();
      if (body === 'after silence') all.resolve();
      throw new RefusedError(body === 'silence' && silent ? 'relay_unreachable' : 'cancelled');
    }
    const sender = createOutboxSender({
      cache,
      client: {
        listen: nothing,
        open: nothing,
        isOnline: () => true,
        ask,
        reconnect: nothing,
        close: nothing,
      },
      relayClock: createRelayClock(systemClock),
      topics: NO_TOPICS,
      log: nothing,
      uploads: { kick: nothing, isUp: () => true, isMissing: nothing },
      pause: 1,
      counted: nothing,
      accepted: nothing,
      refused: nothing,
      failed: nothing,
    });
    onTestFinished(sender.close);
    sender.kick();
    await heard.promise;
    expect(given).not.toContain('after silence');
    silent = false;
    await all.promise;
    expect(given.lastIndexOf('silence')).toBeLessThan(given.indexOf('after silence'));
    expect(given.filter((body) => body === 'heard')).toHaveLength(1);
  });
});

describe('a wish to pull', () => {
  it('is not lost where the pull of an earlier connection fails under it', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    writeSyncState(cache.meta, {
      cursor: { epoch: EPOCH, number: 1 },
      snapshot: { before: null, done: true },
      history: { before: null, done: true },
      contacts: { after: null, done: true },
      loaded: 0,
    });
    const pulls: PromiseWithResolvers<never>[] = [];
    const second = Promise.withResolvers<void>();
    const sync = createSync({
      cache,
      client: {
        listen: nothing,
        open: nothing,
        isOnline: () => true,
        ask: () => {
          const pull = Promise.withResolvers<never>();
          pulls.push(pull);
          if (pulls.length === 2) second.resolve();
          return pull.promise;
        },
        reconnect: nothing,
        close: nothing,
      },
      topics: NO_TOPICS,
      log: nothing,
      pause: 60_000,
      progressed: nothing,
      arrived: nothing,
      noted: nothing,
      failed: nothing,
    });
    onTestFinished(sync.close);
    const welcome = {
      protocol: 1,
      minimumClientVersion: '0.0.0',
      relayVersion: '0',
      head: { epoch: EPOCH, number: 9 },
      serverTime: 1,
      person: aPerson(),
      tenant: aTenant(),
    };
    sync.connected(welcome);
    sync.connected(welcome);
    expect(pulls).toHaveLength(1);
    pulls[0]?.reject(new RefusedError('relay_unreachable'));
    await second.promise;
    expect(pulls).toHaveLength(2);
    expect(sync.isInStep()).toBe(false);
  });
});

describe('what was given and is now finished', () => {
  it('is told of once more: what a colleague did meanwhile was hidden under it', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    const cursor = { epoch: EPOCH, number: 1 };
    const done = { before: null, done: true };
    const contacts = { after: null, done: true };
    writeSyncState(cache.meta, { cursor, snapshot: done, history: done, contacts, loaded: 0 });
    const id = conversationId.parse(v7());
    const about = { conversationId: null, messageId: null };
    const tag = { tagId: v7(), name: 'Wholesale', colour: 'blue', archived: false };
    cache.outbox.add({ id: commandId.parse(v7()), name: 'tag.save', input: tag, ...about });
    const note = { noteId: v7(), conversationId: id, body: 'Call her', mentions: [] };
    const where = { conversationId: id, messageId: null };
    cache.outbox.add({ id: commandId.parse(v7()), name: 'note.add', input: note, ...where });
    for (const { seq } of cache.outbox.all()) cache.outbox.accept(seq);
    const told: string[] = [];
    const isTold = Promise.withResolvers<void>();
    const sync = createSync({
      cache,
      client: {
        listen: nothing,
        open: nothing,
        isOnline: () => true,
        ask: async <C extends RelayCall>(call: C) => {
          const page = { changes: [], next: cursor, more: false };
          return RELAY_SCHEMAS[call].value.parse(page);
        },
        reconnect: nothing,
        close: nothing,
      },
      topics: {
        ...NO_TOPICS,
        records: (entity) => told.push(entity),
        notes: (of) => {
          told.push(of);
          isTold.resolve();
        },
      },
      log: nothing,
      pause: 60_000,
      progressed: nothing,
      arrived: nothing,
      noted: nothing,
      failed: nothing,
    });
    onTestFinished(sync.close);
    const head = cursor;
    const relayVersion = '0';
    const [person, tenant] = [aPerson(), aTenant()];
    const hello = { protocol: 1, minimumClientVersion: '0.0.0', relayVersion, serverTime: 1 };
    sync.connected({ ...hello, head, person, tenant });
    await isTold.promise;
    expect(cache.outbox.all()).toStrictEqual([]);
    expect(told).toStrictEqual(['tag', id]);
  });
});
