import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ConversationId, MessageId } from '../../../../shared/contract/ids.ts';
import { testStore } from '../../../support/relay-database/test-database.ts';
import {
  scriptedProvider,
  type ScriptedProvider,
} from '../../../support/sending-model/scripted-provider.ts';
import {
  addConversation,
  sendingWorld,
  type SendingWorld,
  START,
  startRelay,
  stored,
  type TestRelay,
} from '../../../support/sending-model/sending-world.ts';

/* Later messages wait for one in doubt, and for a minute at most. */

let world: SendingWorld;
let provider: ScriptedProvider;
let relay: TestRelay;
let conversation: ConversationId;
let first: MessageId;
let second: MessageId;

function start(options: Parameters<typeof startRelay>[1] = {}): void {
  relay = startRelay(world, options);
  onTestFinished(relay.stop);
}

beforeEach(async () => {
  const store = await testStore();
  world = await sendingWorld(store, (clock) => {
    provider = scriptedProvider(clock.now);
    return provider.provider;
  });
  conversation = (await addConversation(world)).conversationId;
  start();
  provider.listFails = true;
  provider.script.push('in_doubt_after_acceptance');
  first = await relay.write(conversation, 'first');
  second = await relay.write(conversation, 'second');
  await relay.idle();
});

async function pass(ms: number): Promise<void> {
  world.clock.advance(ms);
  relay.wake();
  await relay.idle();
}

async function states(): Promise<string[]> {
  return [(await stored(world, first)).state, (await stored(world, second)).state];
}

describe('a message behind one in doubt', () => {
  it('waits for sixty seconds from the call, and not a moment longer', async () => {
    expect((await stored(world, first)).status).toBe('sending');
    for (const ms of [10_000, 20_000, 29_999]) await pass(ms);
    expect(await states()).toEqual(['in_doubt', 'queued']);
    await pass(1);
    expect(await states()).toEqual(['unconfirmed', 'accepted']);
  });

  it('waits no longer because the relay is started again', async () => {
    await pass(50_000);
    await relay.stop();
    start();
    await pass(9999);
    expect(await states()).toEqual(['in_doubt', 'queued']);
    await pass(1);
    expect((await states())[1]).toBe('accepted');
  });

  it('goes when a relay is back, if its minute has passed with none running', async () => {
    await relay.stop();
    world.clock.advance(10 * 60_000);
    start();
    await relay.idle();
    // The first is looked for once more, as nobody has: that holds nobody up.
    expect(await states()).toEqual(['in_doubt', 'accepted']);
  });

  it('goes after its minute though the last look for evidence hangs', async () => {
    for (const ms of [10_000, 20_000, 29_999]) await pass(ms);
    await relay.stop();
    let letGo: (() => void) | undefined;
    start({
      parts: {
        provider: {
          ...provider.provider,
          listSent: () =>
            new Promise((_resolve, reject) => {
              letGo = () => reject(new Error('too slow'));
            }),
        },
      },
    });
    world.clock.advance(1);
    relay.wake();
    await expect.poll(states).toEqual(['in_doubt', 'accepted']);
    // The second may be through before the first is looked for.
    await expect.poll(() => letGo).toBeDefined();
    letGo?.();
    await relay.idle();
    expect((await stored(world, first)).state).toBe('unconfirmed');
  });
});

describe('a message that turns out not to have left when later ones have', () => {
  it('is not sent after them', async () => {
    await relay.stop();
    // A relay that sleeps in the middle of its call, and learns that it came to nothing.
    let wakeUp: (() => void) | undefined;
    start({
      parts: {
        provider: {
          ...provider.provider,
          send: async () => {
            await new Promise<void>((resolve) => {
              wakeUp = resolve;
            });
            return { kind: 'not_departed', reason: 'ECONNREFUSED' };
          },
        },
      },
    });
    const { conversationId } = await addConversation(world);
    const early = await relay.write(conversationId, 'early');
    const late = await relay.write(conversationId, 'late');
    await expect.poll(() => wakeUp).toBeDefined();
    const sleeper = relay;
    start();
    await pass(30_000);
    await pass(30_000);
    expect((await stored(world, late)).state).toBe('accepted');
    expect((await stored(world, early)).state).toBe('in_doubt');
    wakeUp?.();
    await sleeper.idle();
    expect(await stored(world, early)).toMatchObject({
      state: 'parked',
      problem: { code: 'expired' },
    });
    expect(provider.calls.length).toBe(3);
    expect(world.clock.now()).toBe(START + 60_000);
  });
});
