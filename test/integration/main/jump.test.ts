import { describe, expect, it } from 'vitest';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { aMessage, aMessageId, changeOf } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

const COUNT = 120;

/** A conversation of which the newest twenty messages are here and the rest is at the relay. */
async function longConversation() {
  const world = await scriptedWorld();
  const messages = Array.from({ length: COUNT }, (_, index) =>
    aMessage(world.conversation.id, {
      at: world.message.at + 1 + index,
      body: `line ${String(index)}`,
    }),
  );
  world.change(...messages.map((message) => (number: number) => changeOf.message(message, number)));
  const held = Promise.withResolvers<void>();
  let holding = true;
  world.relay.script.hold = (call) => (call === 'history' && holding ? held.promise : null);
  const core = await world.start();
  await core.signIn(world.relay);
  const conversationId = world.conversation.id;
  await core.until(async () => (await core.call('inbox.counts', {})).all === 1);
  await core.until(
    async () =>
      (await core.call('conversation.messages', { conversationId, before: null, limit: 20 }))
        .messages.length === 20,
  );
  return {
    world,
    core,
    messages: [world.message, ...messages],
    conversationId,
    release: () => {
      holding = false;
      held.resolve();
    },
  };
}

const idsOf = (messages: readonly MessageRecord[]): string[] => messages.map(({ id }) => id);

describe('opening a message in the middle', () => {
  it('fetches what lies between, and goes on in both directions without a gap', async () => {
    const { core, messages, conversationId, release } = await longConversation();
    release();
    const wanted = messages[30];
    if (wanted === undefined) throw new Error('no sample');
    const around = await core.call('conversation.around', {
      conversationId,
      messageId: wanted.id,
      limit: 11,
    });
    expect(idsOf(around.messages)).toStrictEqual(idsOf(messages.slice(25, 36)));
    const seen = [...around.messages];
    for (let { next } = around; next !== null;) {
      const page = await core.call('conversation.newer', {
        conversationId,
        after: next,
        limit: 25,
      });
      seen.push(...page.messages);
      ({ next } = page);
    }
    for (let { previous } = around; previous !== null;) {
      const input = { conversationId, before: previous, limit: 25 };
      const page = await core.call('conversation.messages', input);
      seen.unshift(...page.messages);
      ({ previous } = page);
    }
    expect(idsOf(seen)).toStrictEqual(idsOf(messages));
  });

  it('shows no gap that nobody sees: without the relay it says so', async () => {
    const { world, core, messages, conversationId } = await longConversation();
    const [oldest] = messages;
    const newest = messages.at(-1);
    if (oldest === undefined || newest === undefined) throw new Error('no sample');
    // A change of the relay brings an old message alone.
    world.change((number) => changeOf.message({ ...oldest, body: 'edited words' }, number));
    const found = async () => core.call('search.find', { text: 'edited', before: null, limit: 5 });
    await core.until(async () => (await found()).messages.length === 1);
    await world.relay.stop();
    await core.until(() => core.pushed('connection').at(-1)?.state === 'offline');
    const input = { conversationId, messageId: oldest.id, limit: 10 };
    await expect(core.call('conversation.around', input)).rejects.toMatchObject({
      refusal: { code: 'relay_unreachable' },
    });
    const here = await core.call('conversation.around', { ...input, messageId: newest.id });
    expect(idsOf(here.messages)).toStrictEqual(idsOf(messages.slice(-10)));
    expect(here.next).toBeNull();
    await world.relay.listen();
  });

  it('knows no message that is nowhere, nor one of another conversation', async () => {
    const { core, conversationId, release } = await longConversation();
    release();
    const input = { conversationId, messageId: aMessageId(), limit: 10 };
    await expect(core.call('conversation.around', input)).rejects.toMatchObject({
      refusal: { code: 'message_not_found' },
    });
  });
});
