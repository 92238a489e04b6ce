import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { receiveUpload } from '../../../../relay/services/media/receive-upload.ts';
import {
  type ConversationId,
  mediaId,
  messageId,
  type MessageId,
} from '../../../../shared/contract/ids.ts';
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

let world: SendingWorld;
let provider: ScriptedProvider;
let relay: TestRelay;
let conversation: ConversationId;

beforeEach(async () => {
  world = await sendingWorld(await testStore(), (clock) => {
    provider = scriptedProvider(clock.now);
    return provider.provider;
  });
  relay = startRelay(world);
  onTestFinished(() => relay.stop());
  conversation = (await addConversation(world)).conversationId;
});

/** Puts a file and sends it without a caption. */
async function send(): Promise<MessageId> {
  const [media, message] = [mediaId.parse(randomUUID()), messageId.parse(randomUUID())];
  await receiveUpload(world.parts, {
    tenantId: world.tenantId,
    id: media,
    contentType: 'application/pdf',
    fileName: null,
    pixels: null,
    declaredSize: 3,
    bytes: Readable.from([Buffer.from('abc')]),
  });
  await relay.give('message.sendMedia', {
    messageId: message,
    conversationId: conversation,
    mediaId: media,
    caption: null,
    repliesToId: null,
    validUntil: null,
  });
  return message;
}

async function pass(ms: number): Promise<void> {
  world.clock.advance(ms);
  await relay.idle();
}

describe('a file keeps the laws of a text', () => {
  it('nothing goes out of a closed window', async () => {
    world.clock.advance(24 * HOUR);
    await expect(send()).rejects.toMatchObject({ refusal: { code: 'window_closed' } });
  });

  it('also where the window closes before the release', async () => {
    provider.script.push('not_departed');
    const id = await send();
    await relay.idle();
    expect(await stored(world, id)).toMatchObject({ state: 'queued', attempts: 1 });
    await pass(24 * HOUR - 120_000);
    expect(await stored(world, id)).toMatchObject({
      state: 'parked',
      problem: { code: 'window_closed' },
    });
    expect(provider.taken).toHaveLength(0);
  });

  it('one that is in doubt is found in the provider’s list, and never called again', async () => {
    provider.script.push('in_doubt_after_acceptance');
    const id = await send();
    await relay.idle();
    await pass(60_000);
    expect(await stored(world, id)).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(provider.taken).toHaveLength(1);
    expect(provider.taken[0]?.request).toMatchObject({
      validitySeconds: 36_000,
      content: { kind: 'media', body: null },
    });
  });
});
