import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { reserve } from '../../../../relay/services/billing/reserve.ts';
import { settleSpend } from '../../../../relay/services/billing/settle.ts';
import { setRules } from '../../../../relay/services/tenants/rules.ts';
import {
  type ConversationId,
  type MessageId,
  messageId,
  senderId,
} from '../../../../shared/contract/ids.ts';
import type { Period } from '../../../../shared/domain/billing/period.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';
import {
  scriptedProvider,
  type ScriptedProvider,
} from '../../../support/sending-model/scripted-provider.ts';
import {
  addConversation,
  HOUR,
  sendingWorld,
  type SendingWorld,
  startRelay,
  stored,
  type TestRelay,
} from '../../../support/sending-model/sending-world.ts';

/* A text to the United States costs at most 0.0034 (service, beyond the allowance) and the
 * provider's 0.005; a utility template as much. */
const MOST = 8400;

let world: SendingWorld;
let provider: ScriptedProvider;

beforeEach(async () => {
  world = await sendingWorld(await testStore(), (clock) => {
    provider = scriptedProvider(clock.now);
    return provider.provider;
  });
});

function begin(): TestRelay {
  const relay = startRelay(world);
  onTestFinished(() => relay.stop());
  return relay;
}

async function cap(period: Period, micro: number): Promise<void> {
  await world.parts.store.inTenant(world.tenantId, ({ sql, tenantId }) =>
    sql
      .insertInto('budgets')
      .values({ tenant_id: tenantId, period, cap_micro: micro })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'scope', 'period']).doUpdateSet({ cap_micro: micro }),
      )
      .execute(),
  );
}

/** What was spent and reserved in the newest period of a kind. */
function sums(period: Period) {
  return world.parts.store.inTenant(world.tenantId, ({ sql }) =>
    sql
      .selectFrom('spend_periods')
      .select(['starts_on', 'spent_micro as spent', 'reserved_micro as reserved'])
      .where('period', '=', period)
      .orderBy('starts_on', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
}

/** As the provider's status callback does. */
async function told(
  relay: TestRelay,
  id: MessageId,
  status: 'delivered' | 'failed' | 'sent',
): Promise<void> {
  const { token } = await stored(world, id);
  const taken = provider.taken.find((each) => each.token === token);
  await world.parts.store.inTenant(world.tenantId, (tx) =>
    relay.applyStatus(tx, {
      account: { id: world.accountId },
      providerSid: taken?.providerSid ?? '',
      token,
      status,
      errorCode: status === 'failed' ? 30_008 : null,
      now: world.clock.now(),
    }),
  );
}

function lines() {
  return world.parts.store.inTenant(world.tenantId, ({ sql }) =>
    sql
      .selectFrom('ledger_lines')
      .select(['component', 'category', 'market', 'initiator', 'kind', 'reason', 'micro', 'card'])
      .orderBy('number')
      .execute(),
  );
}

async function eachByItsOwnSender(ids: readonly ConversationId[]): Promise<void> {
  await world.parts.store.inTenant(world.tenantId, async ({ sql, tenantId }) => {
    for (const [index, id] of ids.entries()) {
      const sender = senderId.parse(randomUUID());
      await sql
        .insertInto('senders')
        .values({
          tenant_id: tenantId,
          id: sender,
          provider_account_id: world.accountId,
          channel: 'whatsapp',
          address: `+1555100${String(index).padStart(4, '0')}`,
          display_name: 'Northwind',
          status: 'online',
        })
        .execute();
      await sql
        .updateTable('conversations')
        .set({ sender_id: sender })
        .where('id', '=', id)
        .execute();
    }
  });
}

const settle = () => settleSpend(world.parts);

async function written(relay: TestRelay, to?: ConversationId): Promise<MessageId> {
  const conversation =
    to ?? (await addConversation(world, { address: '+12025550100' })).conversationId;
  const id = await relay.write(conversation, 'one');
  await relay.idle();
  return id;
}

describe('what a message can cost', () => {
  it('is reserved when it is released, and settled when it was delivered', async () => {
    const relay = begin();
    const id = await written(relay);
    // 22 November in Chicago, a Sunday.
    expect(await sums('day')).toEqual({ starts_on: '2026-11-22', spent: 0, reserved: MOST });
    expect(await sums('week')).toEqual({ starts_on: '2026-11-16', spent: 0, reserved: MOST });
    expect(await sums('month')).toEqual({ starts_on: '2026-11-01', spent: 0, reserved: MOST });
    await told(relay, id, 'delivered');
    await settle();
    // One of the thousand free ones: only the provider's fee.
    expect(await sums('month')).toMatchObject({ spent: 5000, reserved: 0 });
    expect(await lines()).toEqual([
      {
        component: 'platform',
        category: 'service',
        market: 'North America',
        initiator: 'business',
        kind: 'free',
        reason: 'monthly_allowance',
        micro: null,
        card: null,
      },
      {
        component: 'provider',
        category: 'outbound',
        market: 'North America',
        initiator: 'business',
        kind: 'charged',
        reason: 'provider_fee',
        micro: 5000,
        card: 'twilio-usd-2026-09',
      },
    ]);
  });

  it('is settled once, however often it is told and however many look', async () => {
    const relay = begin();
    const id = await written(relay);
    await told(relay, id, 'delivered');
    await Promise.all([settle(), settle(), settle()]);
    await told(relay, id, 'delivered');
    await world.parts.store.inTenant(world.tenantId, async ({ changed }) => changed('message', id));
    expect(await settle()).toEqual([]);
    expect(await lines()).toHaveLength(2);
    expect(await sums('day')).toMatchObject({ spent: 5000, reserved: 0 });
  });

  it('is free again when it failed, but for what the provider takes', async () => {
    const relay = begin();
    const id = await written(relay);
    await told(relay, id, 'failed');
    await settle();
    expect(await sums('day')).toMatchObject({ spent: 1000, reserved: 0 });
  });

  it('is free again when the provider refused it at once', async () => {
    provider.script.push('refused');
    const relay = begin();
    await written(relay);
    await settle();
    expect(await sums('day')).toMatchObject({ spent: 0, reserved: 0 });
    expect(await lines()).toEqual([]);
  });

  it('stays reserved while nobody knows what became of it, for as long as it may arrive', async () => {
    provider.script.push('in_doubt');
    const relay = begin();
    const id = await written(relay);
    world.clock.advance(HOUR);
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'unconfirmed' });
    await settle();
    expect(await sums('day')).toMatchObject({ spent: 0, reserved: MOST });
    world.clock.advance(31 * 24 * HOUR);
    // Anything that happens brings the tenant's turn.
    await world.parts.store.inTenant(world.tenantId, async ({ changed }) => changed('message', id));
    await settle();
    expect(await sums('day')).toMatchObject({ spent: 0, reserved: 0 });
  });

  it('is reserved once, although it was released twice', async () => {
    provider.script.push('not_departed');
    const relay = begin();
    const id = await written(relay);
    world.clock.advance(10_000);
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ attempts: 2 });
    expect(await sums('day')).toMatchObject({ reserved: MOST });
  });
});

describe('a cap', () => {
  it('lets out what fits, and parks the rest with the reason', async () => {
    await cap('day', 2 * MOST);
    const relay = begin();
    const ids = [await written(relay), await written(relay), await written(relay)];
    expect(provider.calls).toHaveLength(2);
    expect(await stored(world, ids[2] ?? messageId.parse(randomUUID()))).toMatchObject({
      state: 'parked',
      status: 'parked',
      problem: { code: 'budget_reached', providerCode: null },
    });
  });

  it('begins anew with the day of the tenant', async () => {
    await cap('day', MOST);
    const relay = begin();
    await written(relay);
    // 18:00 in Chicago: six hours to go.
    world.clock.advance(12 * HOUR);
    await written(relay);
    expect(provider.calls).toHaveLength(1);
    world.clock.advance(6 * HOUR);
    await written(relay);
    expect(provider.calls).toHaveLength(2);
    expect(await sums('month')).toMatchObject({ reserved: 2 * MOST });
  });

  it('counts what was spent before it was set', async () => {
    const relay = begin();
    const id = await written(relay);
    await told(relay, id, 'delivered');
    await settle();
    await cap('month', 5000 + MOST - 1);
    await written(relay);
    expect(provider.calls).toHaveLength(1);
    await cap('month', 5000 + MOST);
    await written(relay);
    expect(provider.calls).toHaveLength(2);
  });

  it('of the operator holds as well as the tenant’s own', async () => {
    await cap('month', 100 * MOST);
    await world.parts.store.inTenant(world.tenantId, (tx) => setRules(tx, { monthlyCap: MOST }));
    const relay = begin();
    await written(relay);
    await written(relay);
    expect(provider.calls).toHaveLength(1);
  });

  it('stops what nobody knows the price of, and only a cap does', async () => {
    const relay = begin();
    // An address of no market.
    const { conversationId } = await addConversation(world, { address: 'Casement' });
    await written(relay, conversationId);
    expect(provider.calls).toHaveLength(1);
    await cap('month', 1_000_000);
    const id = await written(relay, conversationId);
    expect(await stored(world, id)).toMatchObject({ problem: { code: 'price_unknown' } });
  });

  it('is never passed by reservations that are made at the very same time', async () => {
    const room = 20;
    await cap('week', room * MOST);
    const now = world.clock.now();
    const message = { channel: 'whatsapp', category: 'utility', segments: 1 } as const;
    const sender = senderId.parse(randomUUID());
    const stopped = await Promise.all(
      Array.from({ length: 64 }, () =>
        world.parts.store.inTenant(world.tenantId, (tx) => {
          const id = messageId.parse(randomUUID());
          const one = {
            id,
            senderId: sender,
            message: { ...message, address: '+12025550100' },
            isRetry: false,
          };
          return reserve(tx, [one], now);
        }),
      ),
    );
    expect(stopped.filter(({ size }) => size === 0)).toHaveLength(room);
    expect(await sums('week')).toMatchObject({ spent: 0, reserved: room * MOST });
  });

  it('is never passed, with 64 senders at a time on two relays', async () => {
    const room = 20;
    await cap('day', room * MOST + MOST - 1);
    await cap('month', (room + 5) * MOST);
    const relays = [begin(), begin()];
    let most = 0;
    const watch = async (): Promise<void> => {
      const { spent = 0, reserved = 0 } = (await sums('day')) ?? {};
      most = Math.max(most, spent + reserved);
    };
    const conversations = await Promise.all(
      Array.from({ length: 64 }, () => addConversation(world)),
    );
    // Of one sender's messages only one relay releases at a time, whatever the caps.
    await eachByItsOwnSender(conversations.map(({ conversationId }) => conversationId));
    const ids = await Promise.all(
      conversations.map(async ({ conversationId }, index) => {
        const relay = relays[index % 2] ?? begin();
        const id = await relay.write(conversationId, `text ${String(index)}`);
        await watch();
        return id;
      }),
    );
    // A sender has its pace.
    for (let second = 0; second < 5; second += 1) {
      await Promise.all(relays.map((relay) => relay.idle()));
      await watch();
      world.clock.advance(1000);
    }
    await Promise.all(relays.map((relay) => relay.idle()));
    await watch();
    expect(provider.calls).toHaveLength(room);
    expect(most).toBe(room * MOST);
    const states = await Promise.all(ids.map((id) => stored(world, id)));
    expect(states.filter(({ state }) => state === 'parked')).toHaveLength(64 - room);
    // Half arrive, half fail: what is left over can be spent again, and no more.
    const sent = ids.filter((_, index) => states[index]?.state === 'accepted');
    for (const [index, id] of sent.entries()) {
      await told(relays[0] ?? begin(), id, index % 2 === 0 ? 'delivered' : 'failed');
    }
    await Promise.all([settle(), settle()]);
    expect(await sums('day')).toMatchObject({ spent: 10 * 5000 + 10 * 1000, reserved: 0 });
  });
});

describe('the ledger', () => {
  it('can be added to and not changed', async () => {
    const relay = begin();
    const id = await written(relay);
    await told(relay, id, 'delivered');
    await settle();
    const { store } = world.parts;
    const change = store.inTenant(world.tenantId, ({ sql }) =>
      sql.updateTable('ledger_lines').set({ reason: 'message' }).execute(),
    );
    await expect(change).rejects.toThrow(/permission denied/);
    const remove = store.inTenant(world.tenantId, ({ sql }) =>
      sql.deleteFrom('ledger_lines').execute(),
    );
    await expect(remove).rejects.toThrow(/permission denied/);
  });
});
