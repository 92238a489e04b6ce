import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Parts } from '../../../../relay/parts.ts';
import type { SendOutcome } from '../../../../relay/providers/provider.ts';
import { recordOutcomes } from '../../../../relay/services/sending/record-outcome.ts';
import { release } from '../../../../relay/services/sending/release.ts';
import type { DueSend } from '../../../../relay/services/sending/send-store.ts';
import type { ConversationId, MessageId } from '../../../../shared/contract/ids.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';
import { startMortalRelay } from '../../../support/sending-model/mortal-relay.ts';
import {
  scriptedProvider,
  type ScriptedProvider,
} from '../../../support/sending-model/scripted-provider.ts';
import {
  addConversation,
  sendingWorld,
  type SendingWorld,
  startRelay,
  stored,
} from '../../../support/sending-model/sending-world.ts';

let world: SendingWorld;
let provider: ScriptedProvider;

beforeEach(async () => {
  world = await sendingWorld(await testStore(), (clock) => {
    provider = scriptedProvider(clock.now);
    return provider.provider;
  });
});

interface Queued {
  readonly id: MessageId;
  readonly conversation: ConversationId;
}

/** Texts that wait for a relay, one in each of so many conversations. */
async function queued(count: number): Promise<Queued[]> {
  const relay = startRelay(world);
  await relay.stop();
  const all: Queued[] = [];
  for (let index = 0; index < count; index += 1) {
    const { conversationId: conversation } = await addConversation(world);
    all.push({ conversation, id: await relay.write(conversation, `text ${index}`) });
  }
  return all;
}

function due({ id, conversation }: Queued): DueSend {
  return {
    tenant_id: world.tenantId,
    conversation_id: conversation,
    message_id: id,
    state: 'queued',
    account_id: world.accountId,
    due_at: world.clock.now(),
  };
}

function statesOf(all: readonly Queued[]): Promise<string[]> {
  return Promise.all(all.map(async ({ id }) => (await stored(world, id)).state));
}

/** Its file is lost, which nobody foresaw. */
function spoil({ id }: Queued): Promise<unknown> {
  return world.parts.store.inTenant(world.tenantId, ({ sql, tenantId }) =>
    sql
      .updateTable('messages')
      .set({ kind: 'media' })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute(),
  );
}

/** The world's store, counting the transactions that are begun in it. */
function countingStore(): { readonly store: Parts['store']; readonly begun: () => number } {
  const { store } = world.parts;
  let begun = 0;
  return {
    begun: () => begun,
    store: {
      ...store,
      inTenant: (tenantId, work) => {
        begun += 1;
        return store.inTenant(tenantId, work);
      },
    },
  };
}

function sid(): string {
  return `SM${randomUUID().replaceAll('-', '')}`;
}

function took(providerSid: string): SendOutcome {
  return { kind: 'accepted', providerSid, status: 'accepted' };
}

describe('sends that are due together', () => {
  it('are released by one transaction', async () => {
    const all = await queued(6);
    const { store, begun } = countingStore();
    const released = await release(
      { ...world.parts, store },
      world.tenantId,
      all.map(due),
      vi.fn(),
    );
    expect(begun()).toBe(1);
    expect([...released.keys()].map((one) => one.message_id)).toEqual(all.map(({ id }) => id));
    expect(await statesOf(all)).toEqual(Array.from({ length: 6 }, () => 'calling'));
  });

  it('leave in the order of their conversation: of one, only the first is released', async () => {
    const relay = startRelay(world);
    await relay.stop();
    const { conversationId: conversation } = await addConversation(world);
    const first = { conversation, id: await relay.write(conversation, 'first') };
    const second = { conversation, id: await relay.write(conversation, 'second') };
    // Whatever order they are handed over in.
    const group = [second, first].map(due);
    const released = await release(world.parts, world.tenantId, group, vi.fn());
    expect([...released.keys()].map((one) => one.message_id)).toEqual([first.id]);
    expect(await statesOf([first, second])).toEqual(['calling', 'queued']);
  });

  it('share the pace of their sender', async () => {
    const all = await queued(4);
    await world.parts.store.inTenant(world.tenantId, ({ sql, tenantId }) =>
      sql
        .updateTable('senders')
        .set({ messages_per_second: 8 })
        .where('tenant_id', '=', tenantId)
        .execute(),
    );
    // A quarter of a second of eight a second at once, and the one that is due.
    const released = await release(world.parts, world.tenantId, all.map(due), vi.fn());
    expect(released.size).toBe(3);
    expect(await statesOf(all)).toEqual(['calling', 'calling', 'calling', 'queued']);
  });

  it('one that cannot be worked on keeps no other back', async () => {
    const all = await queued(6);
    const [, , spoiled] = all;
    if (spoiled === undefined) throw new Error('nothing was queued');
    await spoil(spoiled);
    const relay = startRelay(world);
    onTestFinished(() => relay.stop());
    const others = all.filter((one) => one !== spoiled);
    await expect.poll(() => statesOf(others)).toEqual(Array.from({ length: 5 }, () => 'accepted'));
    expect(provider.calls.length).toBe(5);
    expect(await stored(world, spoiled.id)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('are called by nobody a second time when the relay dies after their release', async () => {
    const all = await queued(5);
    const mortal = startMortalRelay(world);
    mortal.dieAt('after_commit');
    await vi.waitUntil(() => mortal.isDead());
    expect(await statesOf(all)).toEqual(Array.from({ length: 5 }, () => 'calling'));
    expect(provider.calls.length).toBe(0);
    const other = startRelay(world);
    onTestFinished(() => other.stop());
    for (let minute = 0; minute < 4; minute += 1) {
      world.clock.advance(60_000);
      await other.idle();
    }
    expect(await statesOf(all)).toEqual(Array.from({ length: 5 }, () => 'unconfirmed'));
    expect(provider.calls.length).toBe(0);
  });

  it('are called once each by two relays', async () => {
    const all = await queued(40);
    const relays = [startRelay(world), startRelay(world)];
    for (const relay of relays) onTestFinished(() => relay.stop());
    await vi.waitUntil(
      async () => {
        world.clock.advance(50);
        await Promise.all(relays.map((relay) => relay.idle()));
        return (await statesOf(all)).every((state) => state === 'accepted');
      },
      { timeout: 20_000 },
    );
    expect(provider.calls.length).toBe(40);
    expect(new Set(provider.taken.map(({ token }) => token)).size).toBe(40);
  });
});

describe('calls that end together', () => {
  it('are recorded by one transaction, each by what it came to', async () => {
    const all = await queued(5);
    const released = [
      ...(await release(world.parts, world.tenantId, all.map(due), vi.fn())).values(),
    ];
    const [plain, early, twice] = [sid(), sid(), sid()];
    await world.parts.store.inTenant(world.tenantId, ({ sql, tenantId }) =>
      sql
        .insertInto('early_statuses')
        .values({
          tenant_id: tenantId,
          provider_account_id: world.accountId,
          provider_sid: early,
          status: 'delivered',
          error_code: null,
          received_at: world.clock.now(),
        })
        .execute(),
    );
    const outcomes: readonly SendOutcome[] = [
      took(plain),
      took(early),
      { kind: 'refused', errorCode: 21_211, reason: 'the provider answered 400' },
      { kind: 'in_doubt', reason: 'the provider answered 502' },
      { kind: 'not_departed', reason: 'ECONNREFUSED' },
    ];
    const { store, begun } = countingStore();
    await recordOutcomes(
      { ...world.parts, store },
      world.tenantId,
      released.flatMap((one, index) => {
        const outcome = outcomes[index];
        return outcome === undefined ? [] : [{ released: one, outcome }];
      }),
    );
    expect(begun()).toBe(1);
    const now = await Promise.all(all.map(({ id }) => stored(world, id)));
    expect(
      now.map(({ state, status, provider_sid }) => ({ state, status, sid: provider_sid })),
    ).toEqual([
      { state: 'accepted', status: 'accepted', sid: plain },
      { state: 'ended', status: 'delivered', sid: early },
      { state: 'ended', status: 'failed', sid: null },
      { state: 'in_doubt', status: 'sending', sid: null },
      { state: 'queued', status: 'queued', sid: null },
    ]);

    // A provider that gives two messages one SID: the first has it, the other stays as it is.
    const [one, other] = await queued(2);
    if (one === undefined || other === undefined) throw new Error('nothing was queued');
    const two = await release(world.parts, world.tenantId, [due(one), due(other)], vi.fn());
    const called = [...two.values()].map((each) => ({ released: each, outcome: took(twice) }));
    await expect(recordOutcomes(world.parts, world.tenantId, called)).rejects.toThrow(
      'messages_provider_sid',
    );
    for (const each of called) await recordOutcomes(world.parts, world.tenantId, [each]);
    expect(await statesOf([one, other])).toEqual(['accepted', 'calling']);
  });
});
