import { describe, expect, it } from 'vitest';
import { GUARD_BAND_MS, SERVICE_WINDOW_MS } from '../../../shared/domain/window/service-window.ts';
import { MAX_BODY_LENGTH } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { BridgeOutput } from '../../../shared/contract/bridge.ts';
import { aMessageId, aTemplate, changeOf } from '../../support/sample-records.ts';
import { type World, scriptedWorld } from '../../support/scripted-world.ts';
import type { TestCore } from '../../support/test-core.ts';

const HOUR = 3_600_000;
const draft = { text: 'Yes, 40 in stock', repliesToId: null, template: null, attachments: [] };

async function messagesOf(core: TestCore, world: World) {
  const { messages } = await core.call('conversation.messages', {
    conversationId: world.conversation.id,
    before: null,
    limit: 100,
  });
  return messages;
}

function send(core: TestCore, world: World, body = draft.text, messageId = aMessageId()) {
  const conversationId = world.conversation.id;
  return core.call('message.sendText', { messageId, conversationId, body, repliesToId: null });
}

async function waiting(core: TestCore): Promise<number> {
  return (await core.call('app.bootstrap', {})).connection.waiting;
}

/** The code with which a call is refused. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return error instanceof RefusedError ? error.refusal.code : 'another error';
  }
  return 'not refused';
}

/** What the relay would tell of a message once it has it. */
function told(world: World, message: BridgeOutput<'message.sendText'>): void {
  world.change((number) => changeOf.message({ ...message, status: 'sent' }, number));
}

describe('sending a reply', () => {
  it('shows it at once, clears the draft and hands it to the relay', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    await core.call('draft.save', { conversationId, draft });
    const message = await send(core, world);
    expect(message.status).toBe('queued');
    expect((await messagesOf(core, world)).at(-1)).toStrictEqual(message);
    const { draft: left, conversation } = await core.call('conversation.get', { conversationId });
    expect(left).toBeNull();
    expect(conversation.lastMessage?.preview).toBe(draft.text);
    expect(conversation.unreadCount).toBe(0);
    await core.until(async () => (await waiting(core)) === 0);
    const closesAt = (world.conversation.lastInboundAt ?? 0) + SERVICE_WINDOW_MS - GUARD_BAND_MS;
    expect(world.relay.commands).toStrictEqual([
      {
        id: expect.any(String),
        name: 'message.sendText',
        input: {
          messageId: message.id,
          conversationId,
          body: draft.text,
          repliesToId: null,
          validUntil: closesAt,
        },
      },
    ]);
    told(world, message);
    await core.until(async () => (await messagesOf(core, world)).at(-1)?.status === 'sent');
    expect(await messagesOf(core, world)).toHaveLength(2);
  });

  it('gives the same command again when the answer was lost', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    let lost = 0;
    world.relay.script.onCommand = () => {
      lost += 1;
      return lost <= 2 ? 'lost' : 'accepted';
    };
    await send(core, world);
    await core.until(async () => (await waiting(core)) === 0);
    expect(world.relay.commands).toHaveLength(3);
    expect(new Set(world.relay.commands.map(({ id }) => id)).size).toBe(1);
  });

  it('keeps the order and the replies over a restart while the relay is away', async () => {
    const world = await scriptedWorld();
    const first = await world.signedIn();
    await world.relay.stop();
    await first.until(() => first.pushed('connection').at(-1)?.state === 'offline');
    const bodies = ['one', 'two', 'three'];
    for (const body of bodies) await send(first, world, body);
    expect(await waiting(first)).toBe(3);
    await first.app.close();

    const core = await world.start();
    const { session } = await core.call('app.bootstrap', {});
    expect(session?.person.id).toBe(world.person.id);
    expect((await messagesOf(core, world)).map(({ body }) => body)).toStrictEqual([
      world.message.body,
      ...bodies,
    ]);
    await world.relay.listen();
    await core.until(async () => (await waiting(core)) === 0);
    expect(world.relay.commands.map(({ input }) => input)).toMatchObject(
      bodies.map((body) => ({ body })),
    );
  });

  it('parks what the relay refuses, with the reason and the text', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.relay.script.onCommand = () => 'sender_not_online';
    const message = await send(core, world);
    await core.until(() => core.pushed('refused').length === 1);
    const conversationId = world.conversation.id;
    expect(core.pushed('refused')[0]).toMatchObject({
      messageId: message.id,
      conversationId,
      code: 'sender_not_online',
    });
    expect((await messagesOf(core, world)).at(-1)).toStrictEqual({
      ...message,
      status: 'parked',
      problem: { code: 'sender_not_online', providerCode: null },
    });
    expect(await waiting(core)).toBe(0);
    const { conversation } = await core.call('conversation.get', { conversationId });
    expect(conversation.lastMessage?.status).toBe('parked');
    expect(conversation.unreadCount).toBe(1);
  });

  it('tries again by itself while the relay is busy or has a fault of its own', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const answers = ['busy', 'internal', 'busy', 'accepted'] as const;
    let given = 0;
    world.relay.script.onCommand = () => {
      given += 1;
      return answers[given - 1] ?? 'accepted';
    };
    const message = await send(core, world);
    await core.until(async () => (await waiting(core)) === 0);
    expect(given).toBe(4);
    expect((await messagesOf(core, world)).at(-1)?.id).toBe(message.id);
    expect(core.pushed('refused')).toStrictEqual([]);
  });

  it('gives up on a relay that keeps failing, and goes on with the next reply', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.relay.script.onCommand = ({ input }) =>
      JSON.stringify(input).includes('poison') ? 'internal' : 'accepted';
    await send(core, world, 'poison');
    await send(core, world, 'harmless');
    await core.until(async () => (await waiting(core)) === 0);
    expect(core.pushed('refused').map(({ code }) => code)).toStrictEqual(['internal']);
    expect((await messagesOf(core, world)).slice(1).map(({ status }) => status)).toStrictEqual([
      'parked',
      'queued',
    ]);
  });

  it('refuses before anything is queued, and keeps the draft', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    await core.call('draft.save', { conversationId, draft });
    expect(await codeOf(send(core, world, ' \n '))).toBe('text_empty');
    expect(await codeOf(send(core, world, 'x'.repeat(MAX_BODY_LENGTH + 1)))).toBe('text_too_long');
    const late = Date.now() - SERVICE_WINDOW_MS + GUARD_BAND_MS - 1;
    world.change((number) =>
      changeOf.conversation({ ...world.conversation, lastInboundAt: late }, number),
    );
    await core.until(async () => (await core.call('inbox.counts', {})).closed === 1);
    expect(await codeOf(send(core, world))).toBe('window_closed');
    const optIn = { ...world.contact.optIn, whatsapp: 'opted_out' as const };
    world.change((number) => changeOf.contact({ ...world.contact, optIn }, number));
    const view = () => core.call('conversation.get', { conversationId });
    await core.until(async () => (await view()).contact.optIn.whatsapp === 'opted_out');
    expect(await codeOf(send(core, world))).toBe('opted_out');
    expect((await view()).draft).toStrictEqual(draft);
    expect(await messagesOf(core, world)).toHaveLength(1);
    expect(world.relay.commands).toStrictEqual([]);
  });

  it('judges the window by the clock of the relay', async () => {
    const world = await scriptedWorld();
    world.relay.script.ahead = 23 * HOUR;
    const core = await world.signedIn();
    await core.until(() => core.pushed('clock').length > 0);
    expect(await codeOf(send(core, world))).toBe('window_closed');
    expect((await core.call('inbox.counts', {})).closed).toBe(1);
  });

  it('parks a reply whose window closed before the relay came back', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    await core.until(() => core.pushed('clock').length > 0);
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    const message = await send(core, world);
    await core.app.close();

    const later = 24 * HOUR;
    const clock = { wall: () => Date.now() + later, monotonic: () => performance.now() };
    const again = await world.start({ clock });
    world.relay.script.ahead = later;
    await world.relay.listen();
    await again.until(() => again.pushed('refused').length === 1);
    expect(again.pushed('refused')[0]?.code).toBe('window_closed');
    expect((await messagesOf(again, world)).at(-1)).toMatchObject({
      id: message.id,
      status: 'parked',
      body: draft.text,
    });
    expect(world.relay.commands).toStrictEqual([]);
  });

  it('takes back what never left this machine', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    const { id: messageId } = await send(core, world);
    await core.call('message.cancel', { messageId });
    expect((await messagesOf(core, world)).at(-1)?.status).toBe('cancelled');
    expect(await waiting(core)).toBe(0);
    await world.relay.listen();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'online');
    expect(world.relay.commands).toStrictEqual([]);
  });

  it('asks the relay to take back what it may have', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const message = await send(core, world);
    await core.until(async () => (await waiting(core)) === 0);
    told(world, message);
    await core.call('message.cancel', { messageId: message.id });
    await core.until(() => world.relay.commands.length === 2);
    expect(world.relay.commands[1]).toMatchObject({
      name: 'message.cancel',
      input: { messageId: message.id },
    });
  });
});

describe('sending a template', () => {
  const variables = { '1': 'Ana', '2': '4711' };

  it('shows its filled text and keeps what was typed', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    const templateId = world.template.id;
    await core.call('draft.save', {
      conversationId,
      draft: { ...draft, template: { templateId, variables } },
    });
    const message = await core.call('message.sendTemplate', {
      messageId: aMessageId(),
      conversationId,
      templateId,
      variables,
    });
    expect(message.body).toBe('Hola Ana, su pedido 4711 va en camino.');
    expect((await core.call('conversation.get', { conversationId })).draft).toStrictEqual(draft);
    await core.until(() => world.relay.commands.length === 1);
    expect(world.relay.commands[0]?.input).toStrictEqual({
      messageId: message.id,
      conversationId,
      templateId,
      variables,
    });
  });

  it.each([
    ['template_variable_missing', { '1': 'Ana' }],
    ['template_variable_missing', { '1': 'Ana', '2': '  ' }],
    ['template_variable_invalid', { '1': 'Ana', '2': 'two\nlines' }],
    ['template_variable_invalid', { '1': 'Ana', '2': 'five     spaces' }],
  ])('refuses with %s: %j', async (code, given) => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const call = core.call('message.sendTemplate', {
      messageId: aMessageId(),
      conversationId: world.conversation.id,
      templateId: world.template.id,
      variables: given,
    });
    expect(await codeOf(call)).toBe(code);
  });

  it('refuses one that is not approved or not there', async () => {
    const world = await scriptedWorld();
    const paused = aTemplate({ status: 'paused' });
    world.change((number) => changeOf.template(paused, number));
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    const attempt = (templateId: typeof paused.id) =>
      codeOf(
        core.call('message.sendTemplate', {
          messageId: aMessageId(),
          conversationId,
          templateId,
          variables,
        }),
      );
    expect(await attempt(paused.id)).toBe('template_paused');
    expect(await attempt(aTemplate().id)).toBe('template_not_found');
  });
});
