import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { messageId, type ConversationId, type MessageId } from '../../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
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
  onTestFinished(() => relay.stop());
  conversation = (await addConversation(world)).conversationId;
});

function inDatabase<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
  return world.parts.store.inTenant(world.tenantId, work);
}

/** A text that has been queued and waits for its second attempt. */
async function waiting(): Promise<MessageId> {
  provider.script.push('not_departed');
  const id = await relay.write(conversation, 'one');
  await relay.idle();
  expect(await stored(world, id)).toMatchObject({ state: 'queued', attempts: 1 });
  return id;
}

/** The template, to be sent to this conversation. */
function order(conversationId: ConversationId) {
  return {
    messageId: messageId.parse(randomUUID()),
    conversationId,
    templateId: world.templateId,
    variables: { '1': 'Anna' },
  };
}

async function pass(ms: number): Promise<void> {
  world.clock.advance(ms);
  await relay.idle();
}

describe('at the moment of its release, a message is parked', () => {
  it('when its window has closed meanwhile', async () => {
    const id = await waiting();
    await pass(24 * HOUR - 120_000);
    expect(await stored(world, id)).toMatchObject({
      state: 'parked',
      status: 'parked',
      problem: { code: 'window_closed', providerCode: null },
    });
    expect(provider.calls.length).toBe(1);
  });

  it('when it was wanted no longer than that', async () => {
    provider.script.push('not_departed');
    const id = messageId.parse(randomUUID());
    await relay.give('message.sendText', {
      messageId: id,
      conversationId: conversation,
      body: 'within the minute',
      repliesToId: null,
      validUntil: START + 60_000,
    });
    await relay.idle();
    await pass(60_000);
    expect(await stored(world, id)).toMatchObject({ problem: { code: 'window_closed' } });
    expect(provider.calls.map(({ validitySeconds }) => validitySeconds)).toEqual([60]);
  });

  it('when the customer has opted out', async () => {
    const id = await waiting();
    await inDatabase(({ sql }) =>
      sql.updateTable('contacts').set({ opt_in_whatsapp: 'opted_out' }).execute(),
    );
    await pass(10_000);
    expect(await stored(world, id)).toMatchObject({ problem: { code: 'opted_out' } });
    expect(provider.calls.length).toBe(1);
  });

  it('when the sender is not online', async () => {
    const id = await waiting();
    await inDatabase(({ sql }) => sql.updateTable('senders').set({ status: 'offline' }).execute());
    await pass(10_000);
    expect(await stored(world, id)).toMatchObject({ problem: { code: 'sender_not_online' } });
  });

  it('when its template is paused', async () => {
    provider.script.push('busy');
    const id = messageId.parse(randomUUID());
    await relay.give('message.sendTemplate', {
      messageId: id,
      conversationId: conversation,
      templateId: world.templateId,
      variables: { '1': 'Anna' },
    });
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'queued', body: 'Hello Anna' });
    await inDatabase(({ sql }) => sql.updateTable('templates').set({ status: 'paused' }).execute());
    await pass(10_000);
    expect(await stored(world, id)).toMatchObject({ problem: { code: 'template_paused' } });
  });

  it('when the assistant wrote it and someone else has taken over', async () => {
    await inDatabase(({ sql }) =>
      sql.updateTable('conversations').set({ owner: 'assistant', owner_epoch: 4 }).execute(),
    );
    // Nothing is sent before both are there.
    await relay.stop();
    const mine = await relay.write(conversation, 'by the assistant');
    const stale = await relay.write(conversation, 'by the assistant, before');
    await inDatabase(async ({ sql }) => {
      await sql.updateTable('messages').set({ author_kind: 'assistant' }).execute();
      await sql
        .updateTable('sends')
        .set({ owner_epoch: 3 })
        .where('message_id', '=', stale)
        .execute();
    });
    relay = startRelay(world);
    await relay.idle();
    expect(await stored(world, mine)).toMatchObject({ state: 'accepted' });
    expect(await stored(world, stale)).toMatchObject({ problem: { code: 'owner_changed' } });
  });

  it('when the account’s credentials cannot be opened', async () => {
    const id = await waiting();
    await inDatabase(({ sql }) =>
      sql
        .updateTable('provider_accounts')
        .set({ credentials: Buffer.from('x'.repeat(64)) })
        .execute(),
    );
    await pass(10_000);
    expect(await stored(world, id)).toMatchObject({ problem: { code: 'provider_configuration' } });
  });
});

describe('a template that could not leave', () => {
  it('is given up a day after it was written', async () => {
    await relay.stop();
    const [late, inTime] = [order(conversation), order(conversation)];
    await relay.give('message.sendTemplate', late);
    world.clock.advance(1);
    await relay.give('message.sendTemplate', inTime);
    world.clock.advance(24 * HOUR - 1);
    relay = startRelay(world);
    await relay.idle();
    expect(await stored(world, late.messageId)).toMatchObject({
      state: 'parked',
      status: 'parked',
      problem: { code: 'expired', providerCode: null },
    });
    expect(await stored(world, inTime.messageId)).toMatchObject({ state: 'accepted' });
    expect(provider.calls.length).toBe(1);
  });
});

describe('an answer that the recipient has opted out at the provider', () => {
  it('is the contact’s opt-out, for this channel and all that waits', async () => {
    provider.script.push('opted_out');
    const first = await relay.write(conversation, 'one');
    const second = await relay.write(conversation, 'two');
    await relay.idle();
    expect(await stored(world, first)).toMatchObject({
      state: 'ended',
      status: 'failed',
      problem: { code: 'recipient_blocked', providerCode: 21_610 },
    });
    expect(await stored(world, second)).toMatchObject({ problem: { code: 'opted_out' } });
    expect(provider.calls.length).toBe(1);
    const contact = await inDatabase(({ sql }) =>
      sql
        .selectFrom('contacts')
        .select(['opt_in_whatsapp', 'opt_in_sms', 'change_no'])
        .executeTakeFirstOrThrow(),
    );
    expect(contact).toMatchObject({ opt_in_whatsapp: 'opted_out', opt_in_sms: 'opted_in' });
    expect(contact.change_no).toBeGreaterThan(0);
  });
});

describe('63016 instead of an acceptance', () => {
  it('parks the message like one that was held back here', async () => {
    await relay.stop();
    relay = startRelay(world, {
      parts: {
        provider: {
          ...provider.provider,
          send: () => Promise.resolve({ kind: 'refused', errorCode: 63_016, reason: '400' }),
        },
      },
    });
    onTestFinished(() => relay.stop());
    const id = await relay.write(conversation, 'one');
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({
      state: 'parked',
      status: 'parked',
      body: 'one',
      problem: { code: 'window_closed', providerCode: 63_016 },
    });
  });
});

describe('a message that has not left', () => {
  it('can be taken back', async () => {
    const id = await waiting();
    await relay.give('message.cancel', { messageId: id });
    await pass(10_000);
    expect(await stored(world, id)).toMatchObject({
      state: 'cancelled',
      status: 'cancelled',
      problem: { code: 'cancelled' },
    });
    expect(provider.calls.length).toBe(1);
  });

  it('lets a later one of its conversation go when it is parked', async () => {
    const first = await waiting();
    const second = await relay.write(conversation, 'two');
    await relay.idle();
    expect(provider.calls.length).toBe(1);
    await relay.give('message.cancel', { messageId: first });
    await relay.idle();
    expect(await stored(world, second)).toMatchObject({ state: 'accepted' });
  });
});

describe('a message that has left', () => {
  it('cannot be taken back or decided about', async () => {
    const id = await relay.write(conversation, 'one');
    await relay.idle();
    await expect(relay.give('message.cancel', { messageId: id })).rejects.toMatchObject({
      refusal: { code: 'already_sent' },
    });
    const decision = { messageId: id, wentOut: false };
    await expect(relay.give('message.decide', decision)).rejects.toMatchObject({
      refusal: { code: 'already_sent' },
    });
    expect(await stored(world, id)).toMatchObject({ state: 'accepted' });
  });
});

describe('a relay that stood still after a release', () => {
  it('does not make the call any more, and releases it anew', async () => {
    await relay.stop();
    let stillness = 30_000;
    const sleeper = startRelay(world, {
      at: (place) => {
        if (place !== 'after_commit') return;
        world.clock.advance(stillness);
        stillness = 0;
      },
    });
    onTestFinished(() => sleeper.stop());
    const id = await sleeper.write(conversation, 'one');
    await sleeper.idle();
    expect(provider.calls.length).toBe(0);
    expect(await stored(world, id)).toMatchObject({ state: 'queued', attempts: 1 });
    world.clock.advance(10_000);
    await sleeper.idle();
    expect(provider.calls.length).toBe(1);
    expect(await stored(world, id)).toMatchObject({ state: 'accepted', attempts: 2 });
  });
});

describe('an answer of the provider', () => {
  it('is recorded although the database was gone for a moment', async () => {
    await relay.stop();
    let faults = 0;
    const { store } = world.parts;
    const careful = startRelay(world, {
      at: (place) => {
        if (place === 'response_read') faults = 2;
      },
      parts: {
        store: {
          ...store,
          inTenant: (tenant, work) => {
            if (faults === 0) return store.inTenant(tenant, work);
            faults -= 1;
            return Promise.reject(new Error('Connection terminated unexpectedly'));
          },
        },
      },
    });
    onTestFinished(() => careful.stop());
    provider.script.push('refused');
    const id = await careful.write(conversation, 'one');
    await careful.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'ended', status: 'failed' });
  });
});

describe('a template to someone who has not opted in', () => {
  it('is an answer inside the window, also at its release, and none outside', async () => {
    const { conversationId: open } = await addConversation(world, { optIn: 'unknown' });
    const answer = order(open);
    await relay.give('message.sendTemplate', answer);
    await relay.idle();
    expect(await stored(world, answer.messageId)).toMatchObject({ state: 'accepted' });

    provider.script.push('busy');
    const late = order(open);
    await relay.give('message.sendTemplate', late);
    await relay.idle();
    await pass(24 * HOUR);
    expect(await stored(world, late.messageId)).toMatchObject({
      state: 'parked',
      problem: { code: 'no_opt_in' },
    });
    await expect(relay.give('message.sendTemplate', order(open))).rejects.toMatchObject({
      refusal: { code: 'no_opt_in' },
    });
  });
});

describe('several relays', () => {
  it('give the messages of one conversation their places one after the other', async () => {
    await relay.stop();
    const others = [startRelay(world), startRelay(world), startRelay(world)];
    await Promise.all(others.map((other) => other.stop()));
    await Promise.all(
      others.flatMap((other) =>
        ['a', 'b', 'c', 'd'].map((body) => other.write(conversation, body)),
      ),
    );
    const rows = await inDatabase(({ sql }) =>
      sql
        .selectFrom('sends as s')
        .innerJoin('messages as m', 'm.id', 's.message_id')
        .select('m.at')
        .orderBy('s.place')
        .execute(),
    );
    expect(rows.map(({ at }) => at)).toEqual(Array.from({ length: 12 }, (_, i) => START + i));
  });

  it('on one database send each message once', async () => {
    const others = [startRelay(world), startRelay(world), startRelay(world)];
    const conversations = await Promise.all(
      Array.from({ length: 6 }, () => addConversation(world)),
    );
    await Promise.all(
      conversations.flatMap(({ conversationId: id }) =>
        others.map((other, index) => other.write(id, `text ${index}`)),
      ),
    );
    await Promise.all([relay, ...others].map((each) => each.idle()));
    expect(provider.calls.length).toBe(18);
    expect(new Set(provider.taken.map(({ token }) => token)).size).toBe(18);
    await Promise.all(others.map((other) => other.stop()));
  });
});
