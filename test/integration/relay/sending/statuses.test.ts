import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { applyStatus, type StatusNews } from '../../../../relay/services/sending/apply-status.ts';
import type { ConversationId, MessageId } from '../../../../shared/contract/ids.ts';
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
  START,
  startRelay,
  stored,
  type TestRelay,
} from '../../../support/sending-model/sending-world.ts';

let world: SendingWorld;
let provider: ScriptedProvider;
let relay: TestRelay;
let conversation: ConversationId;

beforeEach(async () => {
  const store = await testStore();
  world = await sendingWorld(store, (clock) => {
    provider = scriptedProvider(clock.now);
    return provider.provider;
  });
  relay = startRelay(world);
  onTestFinished(relay.stop);
  conversation = (await addConversation(world)).conversationId;
});

/** A message that the provider has taken. */
async function accepted(): Promise<{ id: MessageId; sid: string; token: string }> {
  const id = await relay.write(conversation, 'one');
  await relay.idle();
  const { provider_sid: sid, token } = await stored(world, id);
  return { id, sid: sid ?? '', token };
}

function news(
  providerSid: string,
  status: StatusNews['status'],
  rest: Partial<StatusNews> = {},
): StatusNews {
  const { accountId, clock } = world;
  const now = clock.now();
  return {
    account: { id: accountId },
    providerSid,
    token: null,
    errorCode: null,
    now,
    status,
    ...rest,
  };
}

function tell(providerSid: string, status: StatusNews['status'], rest: Partial<StatusNews> = {}) {
  return world.parts.store.inTenant(world.tenantId, (tx) =>
    applyStatus(tx, news(providerSid, status, rest)),
  );
}

/** Whether a lock on a SID is held, or waited for, by anybody on this database. */
async function anyLock(granted: boolean): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM pg_locks
    WHERE locktype = 'advisory' AND granted = ${granted}
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(
    world.parts.store.outside,
  );
  return rows.length > 0;
}

/** Resolves when a lock on a SID is held, or waited for, by anybody on this database. */
async function untilLock(granted: boolean): Promise<void> {
  while (!(await anyLock(granted))) await setImmediate();
}

describe('a status', () => {
  it('moves the message on, with its times, and a repetition changes nothing', async () => {
    const { id, sid } = await accepted();
    world.clock.advance(1000);
    expect(await tell(sid, 'delivered')).toBe('applied');
    expect(await tell(sid, 'delivered')).toBe('seen');
    expect(await tell(sid, 'sent')).toBe('seen');
    world.clock.advance(1000);
    expect(await tell(sid, 'read')).toBe('applied');
    expect(await stored(world, id)).toMatchObject({
      state: 'ended',
      status: 'read',
      problem: null,
      sent_at: START + 1000,
      delivered_at: START + 1000,
      read_at: START + 2000,
    });
  });

  it('of a failure says why, and 63016 asks for a template', async () => {
    const { id, sid } = await accepted();
    await tell(sid, 'failed', { errorCode: 63_016 });
    expect(await stored(world, id)).toMatchObject({
      state: 'ended',
      status: 'failed',
      body: 'one',
      problem: { code: 'window_closed', providerCode: 63_016 },
    });
  });

  it('of delivery does not undo a failure', async () => {
    const { id, sid } = await accepted();
    await tell(sid, 'undelivered', { errorCode: 30_008 });
    await tell(sid, 'delivered');
    expect(await stored(world, id)).toMatchObject({
      status: 'undelivered',
      problem: { providerCode: 30_008 },
    });
  });

  it('of a message that nobody knows is kept until it is known', async () => {
    provider.script.push('accepted_and_told_first');
    provider.tellFirst = async ({ providerSid }) => {
      expect(await tell(providerSid, 'sent')).toBe('early');
      expect(await tell(providerSid, 'delivered')).toBe('early');
    };
    const { id } = await accepted();
    expect(await stored(world, id)).toMatchObject({ state: 'ended', status: 'delivered' });
    const left = await world.parts.store.inTenant(world.tenantId, (tx) =>
      tx.sql.selectFrom('early_statuses').selectAll().execute(),
    );
    expect(left).toEqual([]);
  });

  it('that comes while its message is being bound is not lost', async () => {
    provider.script.push('in_doubt');
    const id = await relay.write(conversation, 'one');
    await relay.idle();
    const { token } = await stored(world, id);
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const binding = world.parts.store.inTenant(world.tenantId, async (tx) => {
      await applyStatus(tx, news('SM7', 'accepted', { token }));
      await mayCommit;
    });
    await untilLock(true);
    const delivered = tell('SM7', 'delivered');
    // It waits for the other transaction; if it did not, it would come to an end.
    await Promise.race([delivered, untilLock(false)]);
    commit();
    await Promise.all([binding, delivered]);
    expect(await stored(world, id)).toMatchObject({ status: 'delivered', provider_sid: 'SM7' });
  });

  it('with another tenant’s token or none that we know moves nothing of ours', async () => {
    const { id } = await accepted();
    expect(await tell('SM0', 'read', { token: randomUUID() })).toBe('early');
    expect(await tell('SM1', 'read', { token: 'no uuid' })).toBe('early');
    expect(await stored(world, id)).toMatchObject({ status: 'accepted' });
  });

  it('ends alike in the database, in whatever order and however often it comes', async () => {
    // What a message can really go through: it arrives, or it fails before that.
    const statuses = fc.constantFrom<StatusNews['status'][]>(
      ['accepted', 'sent', 'delivered', 'read'],
      ['accepted', 'sent', 'failed'],
    );
    const told = statuses.chain((way) =>
      fc.tuple(fc.constant(way), fc.array(fc.constantFrom(...way), { minLength: 1, maxLength: 5 })),
    );
    await fc.assert(
      fc.asyncProperty(told, async ([order, all]) => {
        const { id, sid } = await accepted();
        // At the same time, as webhooks come.
        await Promise.all(all.map((status) => tell(sid, status)));
        const highest = Math.max(...all.map((status) => order.indexOf(status)));
        expect((await stored(world, id)).status).toBe(order[highest]);
      }),
      { numRuns: 12 },
    );
  });
});

/** The conversation's change number and the status that the inbox shows of it. */
async function inInbox() {
  const row = await world.parts.store.inTenant(world.tenantId, ({ sql: db }) =>
    db.selectFrom('conversations').select(['change_no', 'last_message']).executeTakeFirstOrThrow(),
  );
  return { number: row.change_no, status: row.last_message?.status };
}

describe('the inbox', () => {
  it('changes by a status of the last message alone', async () => {
    const first = await accepted();
    const last = await accepted();
    const before = await inInbox();
    expect(await tell(first.sid, 'read')).toBe('applied');
    expect(await inInbox()).toEqual(before);
    expect(await tell(last.sid, 'delivered')).toBe('applied');
    const after = await inInbox();
    expect(after.status).toBe('delivered');
    expect(after.number).toBeGreaterThan(before.number);
    expect(await tell(last.sid, 'delivered')).toBe('seen');
    expect(await inInbox()).toEqual(after);
  });
});

describe('a failure of 21610', () => {
  it('opts the contact out of this channel, once', async () => {
    const { id, sid } = await accepted();
    const consent = () =>
      world.parts.store.inTenant(world.tenantId, ({ sql: db }) =>
        db
          .selectFrom('contacts')
          .select(['opt_in_whatsapp', 'opt_in_sms', 'change_no'])
          .executeTakeFirstOrThrow(),
      );
    await tell(sid, 'failed', { errorCode: 21_610 });
    const noted = await consent();
    expect(noted).toMatchObject({ opt_in_whatsapp: 'opted_out', opt_in_sms: 'opted_in' });
    expect(noted.change_no).toBeGreaterThan(0);
    await tell(sid, 'failed', { errorCode: 21_610 });
    expect(await consent()).toEqual(noted);
    expect((await stored(world, id)).problem).toEqual({
      code: 'recipient_blocked',
      providerCode: 21_610,
    });
  });
});

describe('evidence that comes late', () => {
  it('overrides what was unconfirmed, and what a person said of it', async () => {
    const ids: MessageId[] = [];
    for (const wentOut of [null, true, false]) {
      provider.script.push('in_doubt');
      const id = await relay.write(conversation, 'lost');
      ids.push(id);
      await relay.idle();
      for (let i = 0; i < 7; i += 1) {
        world.clock.advance(10_000);
        await relay.idle();
      }
      expect(await stored(world, id)).toMatchObject({ state: 'unconfirmed' });
      if (wentOut !== null) await relay.give('message.decide', { messageId: id, wentOut });
    }
    const before = await Promise.all(ids.map((id) => stored(world, id)));
    expect(before.map(({ status }) => status)).toEqual(['unconfirmed', 'accepted', 'cancelled']);
    for (const [index, { token }] of before.entries()) await tell(`SM${index}`, 'read', { token });
    const after = await Promise.all(ids.map((id) => stored(world, id)));
    expect(after.map(({ status, provider_sid }) => [status, provider_sid])).toEqual([
      ['read', 'SM0'],
      ['read', 'SM1'],
      ['read', 'SM2'],
    ]);
    expect(provider.calls.length).toBe(3);
  });

  it('is still looked for when no relay was running, and the list cannot be read at first', async () => {
    provider.script.push('in_doubt_after_acceptance');
    const id = await relay.write(conversation, 'taken');
    await relay.idle();
    await relay.stop();
    world.clock.advance(10 * 60_000);
    provider.listFails = true;
    relay = startRelay(world);
    onTestFinished(relay.stop);
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'in_doubt' });
    provider.listFails = false;
    world.clock.advance(30_000);
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'accepted' });
    expect(provider.calls.length).toBe(1);
  });

  it('lets a later message of the conversation go at once', async () => {
    provider.script.push('in_doubt');
    const first = await relay.write(conversation, 'lost');
    const second = await relay.write(conversation, 'waits');
    await relay.idle();
    expect(await stored(world, second)).toMatchObject({ state: 'queued' });
    await tell('SM9', 'sent', { token: (await stored(world, first)).token });
    await relay.idle();
    expect(await stored(world, second)).toMatchObject({ state: 'accepted' });
  });
});

async function clicked(at: number): Promise<void> {
  await world.parts.store.inTenant(world.tenantId, (tx) =>
    tx.sql
      .updateTable('conversations')
      .set({ entry_point_clicked_at: at, last_inbound_at: at })
      .execute(),
  );
}

async function inWindow(since: number): Promise<void> {
  await world.parts.store.inTenant(world.tenantId, (tx) =>
    tx.sql.updateTable('conversations').set({ last_inbound_at: since }).execute(),
  );
}

async function endsAt(): Promise<number | null> {
  const row = await world.parts.store.inTenant(world.tenantId, (tx) =>
    tx.sql.selectFrom('conversations').select('entry_point_ends_at').executeTakeFirstOrThrow(),
  );
  return row.entry_point_ends_at;
}

describe('the answer to an ad click', () => {
  it('opens the free entry point when the first one is delivered', async () => {
    const before = await accepted();
    world.clock.advance(HOUR);
    await clicked(world.clock.now());
    world.clock.advance(1);
    await tell(before.sid, 'delivered');
    expect(await endsAt()).toBeNull();
    const first = await accepted();
    const second = await accepted();
    world.clock.advance(HOUR);
    await tell(first.sid, 'delivered');
    const end = START + 2 * HOUR + 1 + 72 * HOUR;
    expect(await endsAt()).toBe(end);
    world.clock.advance(HOUR);
    await tell(second.sid, 'delivered');
    await tell(first.sid, 'read');
    expect(await endsAt()).toBe(end);
  });

  it('opens none when it comes a day late', async () => {
    await clicked(START - 25 * HOUR);
    await inWindow(START);
    const { sid } = await accepted();
    await tell(sid, 'delivered');
    expect(await endsAt()).toBeNull();
  });
});
