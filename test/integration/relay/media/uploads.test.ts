import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SendRequest } from '../../../../relay/providers/provider.ts';
import { allTenants } from '../../../../relay/services/accounts/accounts.ts';
import { dropUnbound } from '../../../../relay/services/media/drop-unbound.ts';
import { receiveUpload } from '../../../../relay/services/media/receive-upload.ts';
import { refusal as refusalOfContract } from '../../../../shared/contract/errors.ts';
import {
  type ConversationId,
  mediaId,
  type MediaId,
  type SenderId,
  type TenantId,
} from '../../../../shared/contract/ids.ts';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay, type TestRelay } from '../../../support/relay/running-relay.ts';
import { addConversation } from '../../../support/relay/thread.ts';
import { unusedProvider } from '../../../support/relay/unused-provider.ts';
import { newTenant } from '../../../support/relay-database/test-database.ts';

const DAY = 24 * 60 * 60 * 1000;
const cleanUps: (() => Promise<void>)[] = [];
let relay: TestRelay;
let token: string;
let mine: TenantId;
let foreign: TenantId;
let sender: SenderId;
const sent: SendRequest[] = [];

beforeAll(async () => {
  const provider = unusedProvider({
    send: (_account, request) => {
      sent.push(request);
      return Promise.resolve({ kind: 'accepted', providerSid: `MM${v7()}`, status: 'accepted' });
    },
  });
  relay = await runningRelay({ provider }, (work) => cleanUps.unshift(work));
  token = await signIn(relay.url);
  const { store } = relay.parts;
  const [tenantId] = await allTenants(relay.parts);
  if (tenantId === undefined) throw new Error('there is no tenant');
  mine = tenantId;
  sender = await store.inTenant(mine, async ({ sql }) => {
    const { id } = await sql.selectFrom('senders').select('id').executeTakeFirstOrThrow();
    return id;
  });
  foreign = await newTenant(store, 'Other');
});

afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

function newMedia(): MediaId {
  return mediaId.parse(v7());
}

function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

function put(
  id: string,
  body: string | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const given = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/pdf',
    'x-file-name': encodeURIComponent('Angebot „33418“.pdf'),
    ...headers,
  };
  const isStream = typeof body === 'object' && Symbol.asyncIterator in body;
  const stream = isStream ? streamOf(body) : body;
  const init = { method: 'PUT', headers: given, body: stream, duplex: 'half' as const };
  return fetch(`${relay.url}/media/${id}`, init);
}

async function outcome(response: Promise<Response>): Promise<unknown> {
  const got = await response;
  if (got.status === 204) return 204;
  const { refusal } = z.object({ refusal: refusalOfContract }).parse(await got.json());
  return [got.status, refusal.code];
}

/** How many attempts and pieces of a file there are. */
function rows(id: MediaId, tenant = mine) {
  return relay.parts.store.inTenant(tenant, async ({ sql }) => {
    const attempts = await sql
      .selectFrom('uploads')
      .select('storage')
      .where('id', '=', id)
      .execute();
    const storages = attempts.map(({ storage }) => storage);
    const pieces = await sql
      .selectFrom('upload_pieces')
      .select('place')
      .where('storage', 'in', [v7(), ...storages])
      .execute();
    return [attempts.length, pieces.length];
  });
}

interface Given {
  readonly id?: string;
  readonly message?: string;
  readonly caption?: string;
  readonly conversationId?: ConversationId;
}

/** A customer who has just written. */
function aConversation(): Promise<ConversationId> {
  return relay.parts.store.inTenant(mine, (tx) => addConversation(tx, sender, relay.clock.now()));
}

async function command(id: MediaId, given: Given = {}) {
  const conversationId = given.conversationId ?? (await aConversation());
  const desktop = await connectDesktop(relay.url, token);
  const answer = await desktop.call('command', {
    id: given.id ?? v7(),
    name: 'message.sendMedia',
    input: {
      messageId: given.message ?? v7(),
      conversationId,
      mediaId: id,
      caption: given.caption ?? null,
      repliesToId: null,
      validUntil: null,
    },
  });
  return answer.ok ? 'accepted' : answer.refusal.code;
}

/** What went out with this file. */
function sends(id: MediaId): readonly SendRequest['content'][] {
  return sent
    .map(({ content }) => content)
    .filter((content) => content.kind === 'media' && content.url.includes(id));
}

/** Sends the file, and gives the link that the provider got. */
async function linkOf(id: MediaId): Promise<URL> {
  await expect(command(id)).resolves.toBe('accepted');
  await expect.poll(() => sends(id).length, { timeout: 10_000 }).toBe(1);
  const [content] = sends(id);
  if (content?.kind !== 'media') throw new Error('no file was sent');
  return new URL(content.url);
}

describe('a file that is put', () => {
  test('is for who is signed in, and under an id', async () => {
    const id = newMedia();
    expect(await outcome(put(id, 'x', { authorization: 'Bearer nonsense' }))).toEqual([
      401,
      'not_signed_in',
    ]);
    expect(await outcome(put('not-an-id', 'x'))).toEqual([400, 'invalid_input']);
    expect(await rows(id)).toEqual([0, 0]);
  });

  test('is kept once, however often it comes, and never mixed with another', async () => {
    const id = newMedia();
    const bytes = randomBytes(600_000);
    expect(await Promise.all([put(id, bytes), put(id, bytes)].map(outcome))).toEqual([204, 204]);
    expect(await outcome(put(id, bytes))).toBe(204);
    expect(await outcome(put(id, randomBytes(600_000)))).toEqual([409, 'command_id_reused']);
    const [attempts, pieces] = await rows(id);
    expect(attempts).toBe(1);
    expect(pieces).toBeGreaterThan(1);
  });

  test.each([
    ['text/html', [415, 'attachment_type_not_supported']],
    ['image/svg+xml', [415, 'attachment_type_not_supported']],
  ])('of the type %j is refused', async (type, expected) => {
    const id = newMedia();
    expect(await outcome(put(id, randomBytes(10), { 'content-type': type }))).toEqual(expected);
    expect(await rows(id)).toEqual([0, 0]);
  });

  test('that says how large it is, and is too large, is not read at all', async () => {
    const id = newMedia();
    expect(await outcome(put(id, randomBytes(5_000_001), { 'content-type': 'image/png' }))).toEqual(
      [413, 'attachment_too_large'],
    );
    expect(await rows(id)).toEqual([0, 0]);
  });

  test('that does not say how large it is ends where it becomes too large', async () => {
    const id = newMedia();
    let given = 0;
    async function* long(): AsyncGenerator<Uint8Array, void> {
      while (given < 40_000_000) {
        given += 65_536;
        yield Promise.resolve(randomBytes(65_536));
      }
    }
    const answer = put(id, long(), { 'content-type': 'image/png' });
    // Whether the answer comes through is the connection's luck; that it ends is not.
    await answer.catch(() => undefined);
    expect(given).toBeLessThan(40_000_000);
    await expect.poll(() => rows(id)).toEqual([0, 0]);
  });

  test('that breaks off leaves nothing', async () => {
    const id = newMedia();
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield Promise.resolve(randomBytes(400_000));
      await expect.poll(() => rows(id)).toEqual([1, 1]);
      throw new Error('the cable was pulled');
    }
    await expect(put(id, broken())).rejects.toThrow('fetch failed');
    await expect.poll(() => rows(id)).toEqual([0, 0]);
  });

  test('finds no more room than a company has, also where several come at once', async () => {
    const room = 1_000_000;
    const tenant = await newTenant(relay.parts.store, 'Small');
    const file = (size: number | null) => ({
      tenantId: tenant,
      id: newMedia(),
      contentType: 'application/pdf',
      fileName: null,
      pixels: null,
      declaredSize: size,
      bytes: Readable.from([randomBytes(size ?? 10)]),
    });
    const take = (size: number | null) =>
      receiveUpload(relay.parts, file(size), room).then(
        () => 'taken',
        (error: unknown) => z.object({ refusal: refusalOfContract }).parse(error).refusal.code,
      );
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => take(300_000)));
    expect(outcomes.toSorted()).toEqual(['limit_reached', 'taken', 'taken', 'taken']);
    // One that does not say how large it is may be as large as any.
    expect(await take(null)).toBe('limit_reached');
    expect(await take(100_000)).toBe('taken');
  });

  test('goes after a day without a message, and stays with one', async () => {
    const [lost, kept] = [newMedia(), newMedia()];
    expect(await outcome(put(lost, randomBytes(10)))).toBe(204);
    expect(await outcome(put(kept, randomBytes(10)))).toBe(204);
    expect(await command(kept)).toBe('accepted');
    const later = { ...relay.parts, clock: { now: () => relay.clock.now() + DAY - 60_000 } };
    await dropUnbound(later);
    expect(await rows(lost)).toEqual([1, 1]);
    await dropUnbound({ ...relay.parts, clock: { now: () => relay.clock.now() + DAY + 60_000 } });
    expect(await rows(lost)).toEqual([0, 0]);
    expect(await rows(kept)).toEqual([1, 1]);
  });
});

describe('a message takes a file', () => {
  test('of its own company alone', async () => {
    const id = newMedia();
    await receiveUpload(relay.parts, {
      tenantId: foreign,
      id,
      contentType: 'application/pdf',
      fileName: null,
      pixels: null,
      declaredSize: 3,
      bytes: Readable.from([Buffer.from('abc')]),
    });
    expect(await command(id)).toBe('attachment_not_found');
    expect(await rows(id, foreign)).toEqual([1, 1]);
    // The same id of one's own is another file.
    expect(await outcome(put(id, 'another'))).toBe(204);
    expect(await command(id)).toBe('accepted');
  });

  test('once: neither another message nor the command again makes it go out twice', async () => {
    const id = newMedia();
    await outcome(put(id, randomBytes(10)));
    const given = { id: v7(), message: v7(), conversationId: await aConversation() };
    expect(await command(id, given)).toBe('accepted');
    expect(await command(id, given)).toBe('accepted');
    expect(await command(id, { message: given.message })).toBe('attachment_not_found');
    expect(await command(id)).toBe('attachment_not_found');
    // Whatever came of the others would have gone out before this one.
    const last = newMedia();
    await outcome(put(last, randomBytes(10)));
    await linkOf(last);
    expect(sends(id)).toHaveLength(1);
  });

  test('only where it is there, whole', async () => {
    expect(await command(newMedia())).toBe('attachment_not_found');
  });

  test('with a caption only where that arrives', async () => {
    const [pdf, picture] = [newMedia(), newMedia()];
    await outcome(put(pdf, randomBytes(10)));
    await outcome(put(picture, randomBytes(10), { 'content-type': 'image/jpeg' }));
    expect(await command(pdf, { caption: 'Das Angebot' })).toBe('invalid_input');
    expect(await command(picture, { caption: 'So kam es an' })).toBe('accepted');
    await expect.poll(() => sends(picture)).toMatchObject([{ body: 'So kam es an' }]);
  });

  test('not on SMS', async () => {
    const id = newMedia();
    await outcome(put(id, randomBytes(10)));
    const conversationId = await aConversation();
    await relay.parts.store.inTenant(mine, ({ sql }) =>
      sql
        .updateTable('conversations')
        .set({ channel: 'sms' })
        .where('id', '=', conversationId)
        .execute(),
    );
    expect(await command(id, { conversationId })).toBe('attachments_not_supported');
  });
});

describe('the link that the provider gets', () => {
  test('gives the bytes with their type and name, to GET and HEAD, without sign-in', async () => {
    const id = newMedia();
    const bytes = randomBytes(700_000);
    await outcome(put(id, bytes));
    const link = await linkOf(id);
    expect(link.origin).toBe(relay.url);
    const got = await fetch(link);
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    const head = await fetch(link, { method: 'HEAD' });
    for (const { headers, status } of [got, head]) {
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'application/pdf',
        'content-length': '700000',
        'content-disposition':
          'inline; filename="Angebot _33418_.pdf"; filename*=UTF-8\'\'Angebot%20%E2%80%9E33418%E2%80%9C.pdf',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  test('cannot be made up, changed, or used after a day, and every try is counted', async () => {
    const [id, other] = [newMedia(), newMedia()];
    await outcome(put(id, 'mine'));
    await outcome(put(other, 'other'));
    const link = await linkOf(id);
    const changed = (change: (url: URL) => void): URL => {
      const copy = new URL(link);
      change(copy);
      return copy;
    };
    const forged = [
      changed((url) => url.searchParams.set('expires', '99999999999')),
      changed((url) => url.searchParams.delete('signature')),
      changed((url) => url.searchParams.append('signature', 'x')),
      changed((url) => url.searchParams.set('signature', '')),
      changed((url) => (url.pathname = url.pathname.replace(id, other))),
      changed((url) => (url.pathname = url.pathname.replace(mine, foreign))),
      changed((url) => (url.pathname = url.pathname.replace(mine, 'x'))),
      new URL(`/media/out/${mine}/${id}`, relay.url),
    ];
    const statuses = await Promise.all(forged.map(async (url) => (await fetch(url)).status));
    expect(statuses).toEqual(forged.map(() => 404));
    const { links } = relay.parts;
    const old = links.linkTo(mine, id, relay.clock.now() - DAY - 60_000);
    expect((await fetch(old)).status).toBe(404);
    const nothing = links.linkTo(mine, newMedia(), relay.clock.now());
    expect((await fetch(nothing)).status).toBe(404);
    expect((await fetch(links.linkTo(mine, id, relay.clock.now() - DAY + 60_000))).status).toBe(
      200,
    );
    const { values } = await relay.parts.metrics.mediaLinks.get();
    const counts = Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
    expect(counts).toMatchObject({ forged: forged.length, expired: 1, unknown: 1 });
  });
});
