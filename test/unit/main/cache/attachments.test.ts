import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Cache } from '../../../../main/cache/cache.ts';
import { putCommand } from '../../../../main/sync/outbox.ts';
import { type ConversationId, conversationId, mediaId } from '../../../../shared/contract/ids.ts';
import type { MediaRecord, MessageRecord } from '../../../../shared/contract/records.ts';
import { aMessage } from '../../../support/sample-records.ts';
import { anIdentity, testCache } from '../../../support/test-cache.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const MINUTE = 60_000;

function addFile(cache: Cache, now = 0): MediaRecord {
  const bytes = randomBytes(100);
  const record: MediaRecord = {
    id: mediaId.parse(v7()),
    contentType: 'image/png',
    fileName: 'foto.png',
    size: bytes.byteLength,
    width: null,
    height: null,
  };
  const hash = createHash('sha256').update(bytes).digest();
  cache.attachments.add({ record, hash, bytes }, now);
  return record;
}

function inDraft(cache: Cache, id: ConversationId, ...attachments: MediaRecord[]): void {
  cache.drafts.set(id, { text: '', repliesToId: null, template: null, attachments }, 0);
}

/** Looks at these times, in minutes; gives what was handed on. */
function sweepAt(cache: Cache, ...minutes: readonly number[]): string[] {
  const kept: string[] = [];
  for (const minute of minutes) {
    const now = minute * MINUTE;
    cache.attachments.sweep(now, now - MINUTE, (id) => kept.push(id));
  }
  return kept;
}

function queue(cache: Cache, id: ConversationId, file: MediaRecord): MessageRecord {
  const message: MessageRecord = {
    ...aMessage(id, { direction: 'outbound', status: 'queued' }),
    media: [file],
  };
  const input = {
    messageId: message.id,
    conversationId: id,
    mediaId: file.id,
    caption: null,
    repliesToId: null,
    validUntil: null,
  };
  cache.messages.put(message, 0);
  cache.attachments.setQueued(file.id);
  putCommand(cache, 'message.sendMedia', input, { conversationId: id, messageId: message.id });
  return message;
}

async function setting() {
  return {
    cache: testCache({ folder: await temporaryFolder() }),
    id: conversationId.parse(v7()),
  };
}

describe('a picked file', () => {
  it('that no draft has goes after a minute', async () => {
    const { cache } = await setting();
    const file = addFile(cache);
    sweepAt(cache, 0.5);
    expect(cache.attachments.record(file.id)).toEqual(file);
    expect(sweepAt(cache, 1)).toEqual([]);
    expect(cache.attachments.record(file.id)).toBeNull();
  });

  it('stays with its draft, and goes a minute after it left it', async () => {
    const { cache, id } = await setting();
    const file = addFile(cache);
    inDraft(cache, id, file);
    sweepAt(cache, 0.1, 1000);
    cache.drafts.set(id, null, 0);
    sweepAt(cache, 1000.1, 1000.9);
    // The page puts it back: the count begins anew.
    inDraft(cache, id, file);
    sweepAt(cache, 1002);
    cache.drafts.set(id, null, 0);
    sweepAt(cache, 1003, 1003.9);
    expect(cache.attachments.record(file.id)).toEqual(file);
    sweepAt(cache, 1004);
    expect(cache.attachments.record(file.id)).toBeNull();
  });

  it('stays as long as its message is not known to the relay, and then is one of the media', async () => {
    const { cache, id } = await setting();
    const file = addFile(cache);
    const message = queue(cache, id, file);
    expect(sweepAt(cache, 1, 1000)).toEqual([]);
    // Given to the relay, which has not told of it: parked by a refusal it would still be wanted.
    for (const { seq } of cache.outbox.all()) cache.outbox.remove(seq);
    expect(sweepAt(cache, 1001, 2000)).toEqual([]);
    cache.messages.put({ ...message, status: 'sent' }, 7);
    expect(sweepAt(cache, 2001, 2002)).toEqual([file.id]);
    expect(cache.attachments.file(file.id)).toBeNull();
  });

  it('of a message that was cancelled here is one of the media too', async () => {
    const { cache, id } = await setting();
    const file = addFile(cache);
    const message = queue(cache, id, file);
    for (const { seq } of cache.outbox.all()) cache.outbox.remove(seq);
    cache.messages.replaceMadeHere({ ...message, status: 'cancelled' });
    expect(sweepAt(cache, 1, 2)).toEqual([file.id]);
  });

  it('survives everything from the relay being forgotten', async () => {
    const { cache, id } = await setting();
    const file = addFile(cache);
    inDraft(cache, id, file);
    cache.transaction(cache.clearRecords);
    sweepAt(cache, 1, 5);
    expect(cache.attachments.file(file.id)?.fileName).toBe('foto.png');
  });

  it('is carried over from a file that is set aside', async () => {
    const options = {
      folder: await temporaryFolder(),
      identity: anIdentity(),
      key: randomBytes(32),
    };
    const before = testCache(options);
    const file = addFile(before);
    const bytes = before.attachments.file(file.id)?.bytes;
    before.close();
    const after = testCache({ ...options, knownDamaged: true });
    expect(after.attachments.file(file.id)?.bytes).toEqual(bytes);
    expect(after.attachments.uploadedAt(file.id)).toBeNull();
  });
});
