import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { type ConversationId, messageId } from '../../../../shared/contract/ids.ts';
import { testStore, type TestStore } from '../../../support/relay-database/test-database.ts';
import {
  scriptedProvider,
  type ScriptedProvider,
} from '../../../support/sending-model/scripted-provider.ts';
import {
  addConversation,
  HOUR,
  sendingWorld,
  type SendingWorld,
  START,
  startRelay,
  stored,
  type TestRelay,
} from '../../../support/sending-model/sending-world.ts';

let store: TestStore;
let world: SendingWorld;
let provider: ScriptedProvider;

beforeEach(async () => {
  store = await testStore();
  world = await sendingWorld(store, (clock) => {
    provider = scriptedProvider(clock.now);
    return provider.provider;
  });
});

function relayOf(of = world): TestRelay {
  const relay = startRelay(of);
  onTestFinished(relay.stop);
  return relay;
}

function inDatabase<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
  return world.parts.store.inTenant(world.tenantId, work);
}

async function pace(perSecond: number): Promise<void> {
  await inDatabase(({ sql }) =>
    sql.updateTable('senders').set({ messages_per_second: perSecond }).execute(),
  );
}

/** Queues one text in each of so many conversations. */
async function write(count: number): Promise<void> {
  const writer = startRelay(world);
  await writer.stop();
  for (let i = 0; i < count; i += 1) {
    const { conversationId } = await addConversation(world);
    await writer.write(conversationId, 'on its way');
  }
}

async function pass(ms: number, ...relays: TestRelay[]): Promise<void> {
  world.clock.advance(ms);
  for (const relay of relays) relay.wake();
  await Promise.all(relays.map((relay) => relay.idle()));
}

describe('a sender', () => {
  it('sends no faster than its pace, a quarter of a second of it at once', async () => {
    await pace(10);
    await write(9);
    const relay = relayOf();
    const counts: number[] = [];
    await relay.idle();
    for (const ms of [99, 1, 50, 100, 200]) {
      counts.push(provider.calls.length);
      await pass(ms, relay);
    }
    counts.push(provider.calls.length);
    // 0, 100 and 200 ms of its pace are used at once; then one by one, at 50, 150, 250, … ms.
    expect(counts).toEqual([3, 4, 4, 5, 6, 8]);
  });

  it('has one pace with all relays, which a new one does not forget', async () => {
    await pace(4);
    await write(8);
    const one = relayOf();
    const two = relayOf();
    await Promise.all([one.idle(), two.idle()]);
    expect(provider.calls.length).toBe(2);
    await pass(500, one, two);
    expect(provider.calls.length).toBe(4);
    await Promise.all([one.stop(), two.stop()]);
    const three = relayOf();
    await three.idle();
    expect(provider.calls.length).toBe(4);
    await pass(250, three);
    expect(provider.calls.length).toBe(5);
  });

  it('that has much to send keeps nobody else waiting', async () => {
    await pace(1);
    await write(60);
    const relay = relayOf();
    await relay.idle();
    expect(provider.calls.length).toBe(1);
    const { clock, parts } = world;
    const other = await sendingWorld(store, () => provider.provider, { clock, vault: parts.vault });
    const { conversationId, address } = await addConversation(other);
    const writer = startRelay(other);
    await writer.stop();
    await writer.write(conversationId, 'Hola');
    relay.wake();
    await relay.idle();
    expect(provider.calls.map(({ to }) => to.phone)).toContain(address);
    expect(provider.calls.length).toBe(2);
  });
});

describe('to one person', () => {
  it('45 messages leave at once, then one every six seconds, in order', async () => {
    await pace(1000);
    const { conversationId } = await addConversation(world);
    const other = await addConversation(world);
    const relay = startRelay(world);
    await relay.stop();
    const ids = [];
    for (let i = 0; i < 48; i += 1) ids.push(await relay.write(conversationId, `text ${i}`));
    await relay.write(other.conversationId, 'to another');
    const sender = relayOf();
    await sender.idle();
    expect(provider.calls.length).toBe(46);
    const next = ids[45] ?? messageId.parse(randomUUID());
    expect(await stored(world, next)).toMatchObject({
      state: 'queued',
      status: 'queued',
      attempts: 0,
      due_at: START + 6000,
    });
    await pass(5999, sender);
    expect(provider.calls.length).toBe(46);
    await pass(1, sender);
    expect(provider.calls.length).toBe(47);
    await pass(60_000, sender);
    const texts = provider.calls.map(({ content }) => content.kind === 'text' && content.body);
    expect(texts.filter((text) => text !== 'to another')).toEqual(
      Array.from({ length: 48 }, (_, i) => `text ${i}`),
    );
  });

  it('a text that waits for its pace is parked when its window closes', async () => {
    const { conversationId } = await addConversation(world, {
      lastInboundAt: START - 24 * HOUR + 120_000 + 4000,
    });
    await inDatabase(({ sql }) =>
      sql
        .updateTable('conversations')
        .set({ paced_until: START + 45 * 6000 })
        .execute(),
    );
    const relay = relayOf();
    const id = await relay.write(conversationId, 'one');
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'queued', due_at: START + 4000 });
    await pass(4000, relay);
    expect(await stored(world, id)).toMatchObject({ problem: { code: 'window_closed' } });
    expect(provider.calls).toEqual([]);
  });
});

describe('when the provider answers 429', () => {
  it('all of the account wait as long as it asks, then one tries, then all go, in order', async () => {
    const conversations: ConversationId[] = [];
    for (let i = 0; i < 4; i += 1)
      conversations.push((await addConversation(world)).conversationId);
    const [first, ...others] = conversations;
    if (first === undefined) throw new Error('no conversation');
    const relay = relayOf();
    provider.askedWait = 30_000;
    provider.script.push('busy');
    const one = await relay.write(first, 'one');
    await relay.idle();
    const { state, status, due_at: due } = await stored(world, one);
    expect({ state, status }).toEqual({ state: 'queued', status: 'queued' });
    // As long as asked for, and up to a quarter more.
    expect(due).toBeGreaterThanOrEqual(START + 30_000);
    expect(due).toBeLessThanOrEqual(START + 37_500);
    await relay.write(first, 'two');
    for (const other of others) await relay.write(other, 'three');
    await pass(29_999, relay);
    expect(provider.calls.length).toBe(1);
    // It is busy still: one finds out, not all.
    provider.askedWait = null;
    provider.script.push('busy');
    await pass(7501, relay);
    expect(provider.calls.length).toBe(2);
    await pass(1999, relay);
    expect(provider.calls.length).toBe(2);
    await pass(501, relay);
    expect(provider.taken.length).toBe(5);
    const texts = provider.taken.flatMap(({ request: { content } }) =>
      content.kind === 'text' ? [content.body] : [],
    );
    expect(texts.toSorted()).toEqual(['one', 'three', 'three', 'three', 'two']);
    expect(texts.indexOf('one')).toBeLessThan(texts.indexOf('two'));
    expect(
      await inDatabase(({ sql }) => sql.selectFrom('account_pauses').selectAll().execute()),
    ).toEqual([]);
  });

  it('a relay that dies while it tries keeps the others waiting for five seconds only', async () => {
    await write(3);
    const relay = relayOf();
    await relay.idle();
    provider.script.push('busy');
    const { conversationId } = await addConversation(world);
    await relay.write(conversationId, 'four');
    await relay.idle();
    await relay.stop();
    await inDatabase(({ sql }) =>
      sql
        .updateTable('account_pauses')
        .set({ until: START + 5000 })
        .execute(),
    );
    world.clock.advance(4999);
    const next = relayOf();
    await next.idle();
    expect(provider.calls.length).toBe(4);
    await pass(1, next);
    expect(provider.taken.length).toBe(4);
  });
});

describe('an account whose provider is slow', () => {
  it('leaves places for others', async () => {
    const held: (() => void)[] = [];
    const { provider: fast } = provider;
    await pace(1000);
    const { clock, parts } = world;
    const other = await sendingWorld(store, () => fast, { clock, vault: parts.vault });
    await write(40);
    const { conversationId } = await addConversation(other);
    const writer = startRelay(other);
    await writer.stop();
    const id = await writer.write(conversationId, 'Hola');
    const relay = startRelay(world, {
      parts: {
        provider: {
          ...fast,
          send: async (account, request) => {
            if (account.id === world.accountId) {
              await new Promise<void>((resolve) => {
                held.push(resolve);
              });
            }
            return fast.send(account, request);
          },
        },
      },
    });
    await expect.poll(() => held.length).toBe(32);
    await expect.poll(async () => (await stored(other, id)).state).toBe('accepted');
    expect(held.length).toBe(32);
    const stopped = relay.stop();
    for (const go of held) go();
    await stopped;
    expect(provider.taken.length).toBe(33);
  });
});
