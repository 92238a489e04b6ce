import { describe, expect, it } from 'vitest';
import { createBridgeClient } from '../../../renderer/bridge/client.ts';
import { giveMessage } from '../../../renderer/features/composer/give-message.ts';
import { SERVICE_WINDOW_MS } from '../../../shared/domain/window/service-window.ts';
import { aMessageId, changeOf } from '../../support/sample-records.ts';
import { type World, scriptedWorld } from '../../support/scripted-world.ts';
import type { TestCore } from '../../support/test-core.ts';
import { aWebHost, connectSocket } from '../host/web-visit.ts';

/* A page whose answer was lost cannot tell whether its message was queued: it gives it again. */

const text = 'Yes, 40 in stock';
const textDraft = { text, repliesToId: null, template: null, attachments: [] };
const variables = { '1': 'Ana', '2': '4711' };

const draftOf = async (core: TestCore, { conversation }: World) =>
  (await core.call('conversation.get', { conversationId: conversation.id })).draft;

const inputs = (world: World) => {
  const about = { messageId: aMessageId(), conversationId: world.conversation.id };
  return {
    reply: { ...about, body: text, repliesToId: null },
    template: { ...about, templateId: world.template.id, variables },
  };
};

/** A page in a browser whose connection breaks right after the core has taken its first message. */
async function breakingPage(core: TestCore) {
  let given = 0;
  const host = await aWebHost({
    call: async (request) => {
      const answer = await core.app.call(request);
      given += 1;
      if (given === 1) socket.io.engine.close();
      return answer;
    },
    onPush: core.app.onPush,
  });
  const socket = await connectSocket(host);
  socket.on('disconnect', () => {
    socket.connect();
  });
  const client = createBridgeClient({
    call: async (request) => {
      const answer: unknown = await socket.timeout(10_000).emitWithAck('call', request);
      return answer;
    },
    onPush: () => () => undefined,
  });
  return { client, given: () => given };
}

describe('a message that is given again', () => {
  it('is queued once when the connection breaks between the core’s work and its answer', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const page = await breakingPage(core);
    const { reply } = inputs(world);
    const message = await giveMessage(page.client, 'message.sendText', textDraft, (messageId) => ({
      ...reply,
      messageId,
    }));
    expect(page.given()).toBe(2);
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    expect(world.relay.commands.map(({ input }) => input)).toMatchObject([
      { messageId: message.id, body: text },
    ]);
  });

  it('is queued once and shown as it is by now, whatever became of the window', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { reply } = inputs(world);
    const message = await core.call('message.sendText', reply);
    await core.until(() => world.relay.commands.length === 1);
    world.change(
      (number) => changeOf.message({ ...message, status: 'delivered' }, number),
      (number) =>
        changeOf.conversation(
          { ...world.conversation, lastInboundAt: Date.now() - SERVICE_WINDOW_MS },
          number,
        ),
    );
    await core.until(async () => (await core.call('inbox.counts', {})).closed === 1);
    expect(await core.call('message.sendText', reply)).toStrictEqual({
      ...message,
      status: 'delivered',
    });
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    expect(world.relay.commands).toHaveLength(1);
  });

  it('is queued once over a restart of the core', async () => {
    const world = await scriptedWorld();
    const first = await world.signedIn();
    await world.relay.stop();
    const { reply } = inputs(world);
    await first.call('message.sendText', reply);
    await first.app.close();
    const core = await world.start();
    await core.call('message.sendText', reply);
    await world.relay.listen();
    await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
    expect(world.relay.commands.map(({ input }) => input)).toMatchObject([{ body: text }]);
  });

  it('takes the same text out of the draft that was put back, and leaves any other', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { reply } = inputs(world);
    const { conversationId } = reply;
    await core.call('message.sendText', reply);
    await core.call('draft.save', { conversationId, draft: textDraft });
    await core.call('message.sendText', reply);
    expect(await draftOf(core, world)).toBeNull();
    const other = { ...textDraft, text: 'and 20 more on Monday' };
    await core.call('draft.save', { conversationId, draft: other });
    await core.call('message.sendText', reply);
    expect(await draftOf(core, world)).toStrictEqual(other);
  });

  it('is refused where the id is that of another message', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { reply, template } = inputs(world);
    await core.call('message.sendText', reply);
    const refused = { refusal: { code: 'invalid_input' } };
    const others = [
      core.call('message.sendText', { ...reply, body: 'another' }),
      core.call('message.sendText', { ...reply, messageId: world.message.id }),
      core.call('message.sendTemplate', { ...template, messageId: reply.messageId }),
    ];
    for (const other of others) await expect(other).rejects.toMatchObject(refused);
    await core.until(() => world.relay.commands.length === 1);
    expect(world.relay.commands[0]?.input).toMatchObject({ body: text });
  });

  it('is queued once as a template too, and keeps what was typed beside it', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { template } = inputs(world);
    const { conversationId, templateId } = template;
    const message = await core.call('message.sendTemplate', template);
    world.change((number) => changeOf.template({ ...world.template, status: 'paused' }, number));
    await core.until(async () => {
      const { templates } = await core.call('templates.list', { channel: 'whatsapp' });
      return templates[0]?.status === 'paused';
    });
    const putBack = { ...textDraft, template: { templateId, variables } };
    await core.call('draft.save', { conversationId, draft: putBack });
    expect((await core.call('message.sendTemplate', template)).id).toBe(message.id);
    expect(await draftOf(core, world)).toStrictEqual(textDraft);
    const anew = { ...textDraft, template: { templateId, variables: { '1': 'Ben' } } };
    await core.call('draft.save', { conversationId, draft: anew });
    await core.call('message.sendTemplate', template);
    expect(await draftOf(core, world)).toStrictEqual(anew);
    await core.until(() => world.relay.commands.length > 0);
    expect(world.relay.commands).toHaveLength(1);
  });
});
