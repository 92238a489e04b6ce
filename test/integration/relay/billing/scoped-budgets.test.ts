import { randomUUID } from 'node:crypto';
import { sql as raw } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { budgetCommands } from '../../../../relay/services/billing/budgets/commands.ts';
import { budgetNotices } from '../../../../relay/services/billing/budgets/notices.ts';
import { listBudgets } from '../../../../relay/services/billing/budgets/list.ts';
import { reserve } from '../../../../relay/services/billing/reserve.ts';
import { settleSpend } from '../../../../relay/services/billing/settle.ts';
import type { CommandInput } from '../../../../shared/contract/commands.ts';
import {
  type MessageId,
  messageId,
  type PersonId,
  senderId,
  type TeamId,
  teamId,
} from '../../../../shared/contract/ids.ts';
import type { MessageCategory } from '../../../../shared/domain/billing/rate-row.ts';
import { addInbound } from '../../../support/relay/thread.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';
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
  type TestRelay,
} from '../../../support/sending-model/sending-world.ts';

/* To the United States: a text costs at most 0.0034 and the provider's 0.005, as a utility template. */
const MOST = 8400;
const TO_US = '+12025550100';
const TO_GERMANY = '+493012345678';
const sender = senderId.parse(randomUUID());

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

const nothing = async (): Promise<void> => undefined;
const sessionId = randomUUID();

function context(tx: Parameters<typeof listBudgets>[0]['tx']) {
  const now = world.clock.now();
  const person = { id: world.personId, role: 'admin', name: 'Ada' } as const;
  return { tx, now, person, sessionId, audit: nothing, afterCommit: () => undefined };
}

function save(budget: Partial<CommandInput<'budget.save'>> & { readonly cap: number | null }) {
  const input = { scope: '', period: 'month', ...budget } as const;
  return world.parts.store.inTenant(world.tenantId, (tx) =>
    budgetCommands['budget.save'](context(tx), input),
  );
}

const release = () =>
  world.parts.store.inTenant(world.tenantId, (tx) =>
    budgetCommands['budget.release'](context(tx), {}),
  );

const list = () => world.parts.store.inTenant(world.tenantId, (tx) => listBudgets(context(tx), {}));

/** Why a send of this kind may not leave; null: it may. */
async function asked(
  category: MessageCategory,
  { address = TO_US, from = sender }: { address?: string; from?: typeof sender } = {},
): Promise<string | null> {
  const id = messageId.parse(randomUUID());
  const message = { channel: 'whatsapp', category, segments: 1, address } as const;
  const stopped = await world.parts.store.inTenant(world.tenantId, (tx) =>
    reserve(tx, [{ id, senderId: from, message, isRetry: false }], world.clock.now()),
  );
  return stopped.get(id) ?? null;
}

async function written(relay: TestRelay, text = 'one'): Promise<MessageId> {
  const { conversationId } = await addConversation(world, { address: TO_US });
  const id = await relay.write(conversationId, text);
  await relay.idle();
  return id;
}

describe('a budget of one category, market or sender', () => {
  it('stops what it names, and nothing else', async () => {
    await save({ scope: 'category:utility', cap: MOST });
    await save({ scope: 'market:Germany', cap: 0 });
    await save({ scope: `sender:${sender}`, cap: 4 * MOST });
    expect(await asked('utility')).toBeNull();
    expect(await asked('utility')).toBe('budget_reached');
    expect(await asked('service')).toBeNull();
    expect(await asked('service', { address: TO_GERMANY })).toBe('budget_reached');
    expect(await asked('service')).toBeNull();
    expect(await asked('service')).toBeNull();
    expect(await asked('service')).toBe('budget_reached');
    expect(await asked('service', { from: senderId.parse(randomUUID()) })).toBeNull();
  });

  it('counts what was reserved and spent before it was set, and follows what is settled', async () => {
    const relay = begin();
    const [first, second] = [await written(relay), await written(relay)];
    const { token } = await stored(world, first);
    const sid = provider.taken.find((each) => each.token === token)?.providerSid ?? '';
    await world.parts.store.inTenant(world.tenantId, (tx) =>
      relay.applyStatus(tx, {
        account: { id: world.accountId },
        providerSid: sid,
        token,
        status: 'delivered',
        errorCode: null,
        now: world.clock.now(),
      }),
    );
    await settleSpend(world.parts);
    expect(await save({ scope: 'category:service', cap: 5000 + MOST - 1 })).toEqual({
      isPassed: true,
    });
    expect((await list()).budgets).toMatchObject([
      { scope: 'category:service', spent: 5000, reserved: MOST, reached: 100 },
    ]);
    expect(await asked('service')).toBe('budget_reached');
    const other = await stored(world, second);
    const otherSid = provider.taken.find((each) => each.token === other.token)?.providerSid ?? '';
    await world.parts.store.inTenant(world.tenantId, (tx) =>
      relay.applyStatus(tx, {
        account: { id: world.accountId },
        providerSid: otherSid,
        token: other.token,
        status: 'failed',
        errorCode: 30_008,
        now: world.clock.now(),
      }),
    );
    await settleSpend(world.parts);
    expect((await list()).budgets).toMatchObject([{ spent: 6000, reserved: 0 }]);
  });

  it('is right although it is set while 64 send, and is never passed', async () => {
    const room = 20;
    await asked('utility');
    const sends = Array.from({ length: 64 }, async (_, index) => {
      if (index === 5) await save({ scope: 'category:utility', period: 'day', cap: room * MOST });
      return asked('utility');
    });
    await Promise.all(sends);
    const { budgets } = await list();
    const [budget] = budgets;
    const held = await world.parts.store.inTenant(world.tenantId, ({ sql }) =>
      sql
        .selectFrom('reservations')
        .select(raw<number>`sum(micro)::bigint`.as('micro'))
        .executeTakeFirstOrThrow(),
    );
    expect(budget?.reserved).toBe(held.micro);
    expect(await asked('utility')).toBe('budget_reached');
    await save({ scope: 'category:utility', period: 'day', cap: (budget?.reserved ?? 0) + MOST });
    expect([await asked('utility'), await asked('utility')]).toEqual([null, 'budget_reached']);
  });
});

/** Puts somebody into a team, which is made. */
const put = (of: PersonId | null, into: TeamId) =>
  world.parts.store.inTenant(world.tenantId, async ({ sql, tenantId }) => {
    await sql
      .insertInto('teams')
      .values({ tenant_id: tenantId, id: into, name: into, archived: false })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    if (of === null) return;
    await sql
      .updateTable('people')
      .set({ team_id: into })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', of)
      .execute();
  });

describe('a budget of a team', () => {
  it('holds what its people write, also what they wrote before it was set', async () => {
    const team = teamId.parse(randomUUID());
    await put(world.personId, team);
    const relay = begin();
    await written(relay);
    await save({ scope: `team:${team}`, cap: 2 * MOST });
    expect((await list()).budgets).toMatchObject([{ name: team, reserved: MOST, spent: 0 }]);
    await written(relay);
    const third = await written(relay);
    expect(provider.calls).toHaveLength(2);
    expect(await stored(world, third)).toMatchObject({ problem: { code: 'budget_reached' } });
    // Whoever leaves the team takes what they write from now on with them.
    await put(world.personId, teamId.parse(randomUUID()));
    expect(await release()).toEqual({ released: 1, left: 0 });
    await relay.idle();
    expect(provider.calls).toHaveLength(3);
    expect((await list()).budgets).toMatchObject([{ reserved: 2 * MOST }]);
  });

  it('holds what customers write to whoever looks after them', async () => {
    const team = teamId.parse(randomUUID());
    await put(world.personId, team);
    const [ours, theirs] = [
      await addConversation(world, { address: TO_US }),
      await addConversation(world, { address: TO_GERMANY }),
    ];
    await save({ scope: `team:${team}`, cap: 5000 });
    await world.parts.store.inTenant(world.tenantId, async (tx) => {
      await tx.sql
        .updateTable('conversations')
        .set({ assignee_id: world.personId })
        .where('tenant_id', '=', world.tenantId)
        .where('id', '=', ours.conversationId)
        .execute();
      for (const { conversationId } of [ours, theirs]) {
        await addInbound(tx, conversationId, world.clock.now() + 1);
      }
    });
    await settleSpend(world.parts);
    expect((await list()).budgets).toMatchObject([{ spent: 5000, reached: 100 }]);
    // Set anew it comes to the same, from the ledger.
    await save({ scope: `team:${team}`, cap: null });
    await save({ scope: `team:${team}`, cap: 5000 });
    expect((await list()).budgets).toMatchObject([{ spent: 5000 }]);
  });
});

describe('what a budget stops, and for how long', () => {
  it('lets service replies through, and stops marketing first', async () => {
    await save({ cap: 10 * MOST, stops: { service: null, utility: 50 } });
    for (let index = 0; index < 5; index += 1) expect(await asked('utility')).toBeNull();
    expect(await asked('utility')).toBe('budget_reached');
    for (let index = 0; index < 8; index += 1) expect(await asked('service')).toBeNull();
    expect(await asked('authentication')).toBe('budget_reached');
  });

  it('is another one for a while, and then the old one again', async () => {
    await save({ cap: 0 });
    expect(await asked('service')).toBe('budget_reached');
    await save({ cap: 0, override: { micro: MOST, until: world.clock.now() + 60_000 } });
    expect(await asked('service')).toBeNull();
    world.clock.advance(60_000);
    expect(await asked('service')).toBe('budget_reached');
    expect((await list()).budgets).toMatchObject([{ capNow: 0, override: null }]);
  });

  it('holds what customers write against it: shown as beyond it, and nothing more is sent', async () => {
    await save({ cap: 2 * 5000 });
    const { conversationId } = await addConversation(world, { address: TO_US });
    await world.parts.store.inTenant(world.tenantId, async (tx) => {
      for (let at = 1; at <= 3; at += 1) {
        await addInbound(tx, conversationId, world.clock.now() + at, 'Where is it?');
      }
    });
    await settleSpend(world.parts);
    expect((await list()).budgets).toMatchObject([
      { spent: 3 * 5000, reserved: 0, overage: 5000, reached: 100 },
    ]);
    expect(await asked('service')).toBe('budget_reached');
    // A budget of its market that is set later has them too.
    await save({ scope: 'market:North America', cap: 1 });
    expect((await list()).budgets).toMatchObject([
      { scope: '' },
      { scope: 'market:North America', spent: 3 * 5000 },
    ]);
  });

  it('tells each admin once of each share that is reached, until they put it away', async () => {
    const ask = () =>
      world.parts.store.inTenant(world.tenantId, (tx) => budgetNotices(context(tx), {}));
    const told = async () => (await ask()).notices.map(({ scope, percent }) => [scope, percent]);
    await save({ cap: 4 * MOST });
    await save({ scope: 'category:utility', cap: 2 * MOST, alerts: [100] });
    await asked('utility');
    expect(await told()).toEqual([]);
    await asked('utility');
    expect(await told()).toEqual([
      ['category:utility', 100],
      ['', 50],
    ]);
    for (let more = 0; more < 2; more += 1) await asked('service');
    expect(new Set(await told())).toEqual(
      new Set([
        ['category:utility', 100],
        ['', 100],
      ]),
    );
    const all = (await ask()).notices.find(({ scope }) => scope === '');
    await world.parts.store.inTenant(world.tenantId, async (tx) => {
      const noticeIds = all === undefined ? [] : [all.id];
      await budgetCommands['budgetNotice.dismiss'](context(tx), { noticeIds });
    });
    // The lower shares of it went with it.
    expect(await told()).toEqual([['category:utility', 100]]);
    // A cap that is raised is another one; the next day is, too.
    await save({ cap: 5 * MOST });
    await asked('service');
    expect(await told()).toContainEqual(['', 100]);
    world.clock.advance(32 * 24 * 3_600_000);
    expect(await told()).toEqual([]);
  });

  it('keeps what is not given when only its amount is saved', async () => {
    await save({ cap: MOST, stops: { service: null }, alerts: [90, 60, 90] });
    await save({ cap: 2 * MOST });
    expect((await list()).budgets).toMatchObject([
      { cap: 2 * MOST, stops: { service: null }, alerts: [60, 90] },
    ]);
  });
});

describe('a message without a known price', () => {
  it('needs a ceiling under a budget, which is then what it reserves', async () => {
    await save({ cap: 100_000 });
    const nowhere = { address: 'Casement' };
    expect(await asked('service', nowhere)).toBe('price_unknown');
    await world.parts.store.inTenant(world.tenantId, (tx) =>
      budgetCommands['budget.setCeiling'](context(tx), { micro: 60_000 }),
    );
    expect(await asked('service', nowhere)).toBeNull();
    expect(await asked('service', nowhere)).toBe('budget_reached');
    expect((await list()).budgets).toMatchObject([{ reserved: 60_000 }]);
  });
});

describe('what a budget has stopped', () => {
  it('goes out when there is room again: the oldest first, as much as fits', async () => {
    await save({ cap: MOST });
    const relay = begin();
    await written(relay, 'sent');
    const ids = [await written(relay, 'a'), await written(relay, 'b'), await written(relay, 'c')];
    expect(provider.calls).toHaveLength(1);
    expect(await release()).toEqual({ released: 0, left: 3 });
    await save({ cap: 3 * MOST });
    expect((await list()).stopped).toBe(3);
    expect(await release()).toEqual({ released: 2, left: 1 });
    await relay.idle();
    expect(provider.calls).toHaveLength(3);
    const states = await Promise.all(ids.map((id) => stored(world, id)));
    expect(states.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'parked']);
  });

  it('stays where it is, with the new reason, where its window has closed meanwhile', async () => {
    await save({ cap: 0 });
    const relay = begin();
    const id = await written(relay);
    world.clock.advance(30 * 3_600_000);
    await save({ cap: null });
    expect(await release()).toEqual({ released: 1, left: 0 });
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'parked' });
    expect((await stored(world, id)).problem?.code).not.toBe('budget_reached');
    expect(provider.calls).toEqual([]);
  });
});
