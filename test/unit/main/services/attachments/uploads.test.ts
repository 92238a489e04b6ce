import { createServer, type ServerResponse } from 'node:http';
import { v7 } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import type { Cache } from '../../../../../main/cache/cache.ts';
import { systemClock } from '../../../../../main/clock.ts';
import { createUploads } from '../../../../../main/services/attachments/uploads.ts';
import { refuse } from '../../../../../shared/contract/errors.ts';
import {
  commandId,
  conversationId,
  type MediaId,
  mediaId,
} from '../../../../../shared/contract/ids.ts';
import { aMessageId } from '../../../../support/sample-records.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { testCache } from '../../../../support/test-cache.ts';

const CONVERSATION = conversationId.parse(v7());
const nothing = (): void => undefined;

/** A relay that takes bytes and waits with its answers until it is told to give them. */
async function aSlowRelay() {
  let arrived = Promise.withResolvers<ServerResponse>();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      arrived.resolve(response);
      arrived = Promise.withResolvers();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  return { url: `http://127.0.0.1:${port}`, next: () => arrived.promise };
}

function addFile(cache: Cache): MediaId {
  const id = mediaId.parse(v7());
  const bytes = new Uint8Array(1000);
  const record = { id, contentType: 'application/pdf', fileName: null, size: 1000 };
  cache.attachments.add(
    { record: { ...record, width: null, height: null }, hash: new Uint8Array(32), bytes },
    0,
  );
  return id;
}

/** Puts a reply with this file into the outbox, and gives the number of its command. */
function queue(cache: Cache, file: MediaId): number {
  const messageId = aMessageId();
  const about = { conversationId: CONVERSATION, messageId };
  const input = { ...about, mediaId: file, caption: null, repliesToId: null, validUntil: null };
  cache.outbox.add({ id: commandId.parse(v7()), name: 'message.sendMedia', input, ...about });
  const [command] = cache.outbox.ofMessage(messageId);
  if (command === undefined) throw new Error('the command is not there');
  return command.seq;
}

it('a late refusal of a file speaks to the reply that waits for it now, not to the one before', async () => {
  const cache = testCache({ folder: await temporaryFolder() });
  const relay = await aSlowRelay();
  const refused: number[] = [];
  const told = Promise.withResolvers<void>();
  const uploads = createUploads({
    cache,
    clock: systemClock,
    log: nothing,
    target: () => ({ relayUrl: relay.url, token: 'token' }),
    isOnline: () => true,
    pause: 20,
    progressed: nothing,
    arrived: nothing,
    refused: ({ seq }) => {
      refused.push(seq);
      cache.outbox.remove(seq);
      told.resolve();
    },
    failed: nothing,
  });
  onTestFinished(uploads.close);
  const file = addFile(cache);
  const before = queue(cache, file);
  const asked = relay.next();
  uploads.kick();
  const response = await asked;
  // The window closed meanwhile, so the reply was parked; the person gives the file once more.
  cache.outbox.remove(before);
  const now = queue(cache, file);
  uploads.kick();
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ refusal: refuse('command_id_reused') }));
  await told.promise;
  expect(refused).toEqual([now]);
});
