import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageId } from '../../../../shared/contract/ids.ts';
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

interface Stage {
  readonly world: SendingWorld;
  readonly provider: ScriptedProvider;
  readonly relay: TestRelay;
}

async function stage(): Promise<Stage> {
  const store = await testStore();
  let provider: ScriptedProvider | undefined;
  const world = await sendingWorld(store, (clock) => {
    provider = scriptedProvider(clock.now);
    return provider.provider;
  });
  if (provider === undefined) throw new Error('no provider');
  const relay = startRelay(world);
  onTestFinished(relay.stop);
  return { world, provider, relay };
}

async function pass({ world, relay }: Stage, ms: number): Promise<void> {
  world.clock.advance(ms);
  await relay.idle();
}

describe('a text in an open window', () => {
  it('is handed over once, with its window as validity and a token in the callback', async () => {
    const { world, provider, relay } = await stage();
    const { conversationId, address } = await addConversation(world, {
      lastInboundAt: START - 20 * HOUR,
    });
    const id = await relay.write(conversationId, 'Yes, 40 in stock.');
    await relay.idle();
    const row = await stored(world, id);
    expect(row).toMatchObject({ state: 'accepted', status: 'accepted', attempts: 1 });
    expect(provider.calls).toEqual([
      {
        channel: 'whatsapp',
        from: world.senderAddress,
        to: { phone: address, whatsappUserId: null },
        content: { kind: 'text', body: 'Yes, 40 in stock.' },
        statusCallback: `https://relay.test/webhooks/twilio/${world.accountId}/status?send=${row.token}`,
        validitySeconds: 4 * 3600 - 120,
      },
    ]);
    expect(row.provider_sid).toBe(provider.taken[0]?.providerSid);
    expect(row.valid_until).toBe(START + 4 * HOUR - 120_000);
  });

  it('is called again only after a proof that it never left, or the provider’s own 429', async () => {
    const { world, provider, relay } = await stage();
    const { conversationId } = await addConversation(world);
    provider.script.push('not_departed', 'busy', 'not_departed');
    const id = await relay.write(conversationId, 'one');
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'queued', status: 'queued' });
    for (let i = 0; i < 3; i += 1) await pass({ world, provider, relay }, 10_000);
    expect(await stored(world, id)).toMatchObject({ state: 'accepted', attempts: 4 });
    expect(provider.taken.length).toBe(1);
  });

  it.each(['in_doubt', 'in_doubt_after_acceptance'] as const)(
    'is never called again after a call that came to %s',
    async (script) => {
      const { world, provider, relay } = await stage();
      const { conversationId } = await addConversation(world);
      provider.script.push(script);
      const id = await relay.write(conversationId, 'one');
      const next = await relay.write(conversationId, 'two');
      await relay.idle();
      expect(await stored(world, id)).toMatchObject({ state: 'in_doubt', status: 'sending' });
      expect(await stored(world, next)).toMatchObject({ state: 'queued' });
      for (let i = 0; i < 61; i += 1) await pass({ world, provider, relay }, 1000);
      const there = script === 'in_doubt_after_acceptance';
      expect(await stored(world, id)).toMatchObject(
        there
          ? { state: 'accepted', status: 'accepted' }
          : { state: 'unconfirmed', problem: { code: 'provider_unconfirmed', providerCode: null } },
      );
      expect(await stored(world, next)).toMatchObject({ state: 'accepted' });
      expect(provider.calls.length).toBe(2);
      expect(provider.taken.length).toBe(there ? 2 : 1);
    },
  );

  it('fails with the reason where the provider refuses it', async () => {
    const { world, provider, relay } = await stage();
    const { conversationId } = await addConversation(world);
    provider.script.push('refused');
    const id = await relay.write(conversationId, 'one');
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({
      state: 'ended',
      status: 'failed',
      problem: { code: 'recipient_unreachable', providerCode: 21_211 },
    });
  });

  it('takes its place after everything that is there, and clears what was unread', async () => {
    const { world, relay } = await stage();
    const { conversationId } = await addConversation(world);
    const [a, b] = [await relay.write(conversationId, 'a'), await relay.write(conversationId, 'b')];
    const [first, second] = [await stored(world, a), await stored(world, b)];
    expect(second.at).toBe(first.at + 1);
    const row = await world.parts.store.inTenant(world.tenantId, (tx) =>
      tx.sql.selectFrom('conversations').selectAll().executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({ unread_count: 0, last_message_at: second.at });
    await relay.idle();
  });
});

function code(expected: string) {
  return { refusal: { code: expected } };
}

describe('a command', () => {
  it('is refused where the message may not be written', async () => {
    const { world, relay } = await stage();
    const open = await addConversation(world);
    const never = await addConversation(world, { lastInboundAt: null });
    const closed = await addConversation(world, { lastInboundAt: START - 24 * HOUR + 120_000 });
    const out = await addConversation(world, { optIn: 'opted_out' });
    const unknown = await addConversation(world, { lastInboundAt: null, optIn: 'unknown' });
    await expect(relay.write(never.conversationId, 'x')).rejects.toMatchObject(
      code('window_closed'),
    );
    await expect(relay.write(closed.conversationId, 'x')).rejects.toMatchObject(
      code('window_closed'),
    );
    await expect(relay.write(out.conversationId, 'x')).rejects.toMatchObject(code('opted_out'));
    const template = (conversation: typeof open, variables: Record<string, string>) =>
      relay.give('message.sendTemplate', {
        messageId: messageId.parse(randomUUID()),
        conversationId: conversation.conversationId,
        templateId: world.templateId,
        variables,
      });
    await expect(template(unknown, { '1': 'Anna' })).rejects.toMatchObject(code('no_opt_in'));
    await expect(template(open, {})).rejects.toMatchObject(code('template_variable_missing'));
    await expect(template(open, { '1': 'a\nb' })).rejects.toMatchObject(
      code('template_variable_invalid'),
    );
    // Each value is short enough, the whole is not.
    await expect(template(open, { '1': 'x'.repeat(1024) })).rejects.toMatchObject(
      code('template_variable_invalid'),
    );
    await template(closed, { '1': 'Anna' });
    await relay.idle();
  });

  it('with the id of a message that is there already is refused', async () => {
    const { world, relay } = await stage();
    const { conversationId } = await addConversation(world);
    const id = await relay.write(conversationId, 'one');
    const again = relay.give('message.sendText', {
      messageId: id,
      conversationId,
      body: 'two',
      repliesToId: null,
      validUntil: null,
    });
    await expect(again).rejects.toMatchObject({ refusal: { code: 'command_id_reused' } });
    await relay.idle();
  });
});
