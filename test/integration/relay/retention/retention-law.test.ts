import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { applyChanges } from '../../../../main/sync/apply.ts';
import { openLog } from '../../../../relay/log.ts';
import type { TenantTransaction } from '../../../../relay/db/tenant-transaction.ts';
import { createRetention } from '../../../../relay/services/retention/index.ts';
import { setKept } from '../../../../relay/services/retention/kept.ts';
import { moveMark } from '../../../../relay/services/retention/mark.ts';
import {
  type ConversationId,
  type MessageId,
  mediaId,
  noteId,
  type PersonId,
  type SenderId,
} from '../../../../shared/contract/ids.ts';
import { monthsBefore } from '../../../../shared/domain/retention/cutoff.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';
import {
  addColleague,
  addConversation,
  addInbound,
  addSender,
} from '../../../support/relay/thread.ts';
import { modelDesktop } from '../../../support/retention/model-desktop.ts';
import { relayText } from '../../../support/retention/relay-text.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NO_TOPICS } from '../../../support/test-cache.ts';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 23, 15);

interface Said {
  /** Days before now. */
  readonly age: number;
  readonly where: number;
  readonly what: 'text' | 'file' | 'own file' | 'note';
  /** The state of its send; null: it has none, or none that matters. */
  readonly send: 'queued' | 'in_doubt' | 'unconfirmed' | 'ended' | null;
}

const history = fc.array(
  fc.record<Said>({
    age: fc.integer({ min: 0, max: 900 }),
    where: fc.nat(1),
    what: fc.constantFrom('text', 'file', 'own file', 'note'),
    send: fc.constantFrom(null, null, null, 'ended', 'queued', 'in_doubt', 'unconfirmed'),
  }),
  { minLength: 15, maxLength: 40 },
);

/** A word that occurs nowhere else, nor does its end. */
const aWord = (): string => `k${randomUUID().replaceAll('-', '')}`;

async function addFile(tx: TenantTransaction, message: MessageId, own: boolean, word: string) {
  const { sql, tenantId } = tx;
  const id = mediaId.parse(v7());
  const common = { tenant_id: tenantId, content_type: 'image/png', file_name: word };
  if (own) {
    const storage = randomUUID();
    await sql
      .insertInto('uploads')
      .values({
        ...common,
        storage,
        id,
        size: word.length,
        hash: Buffer.alloc(32),
        put_at: 1,
        message_id: message,
      })
      .execute();
    await sql
      .insertInto('upload_pieces')
      .values({ tenant_id: tenantId, storage, place: 0, bytes: Buffer.from(word) })
      .execute();
  }
  await sql
    .insertInto('media')
    .values({
      ...common,
      id,
      message_id: message,
      position: 0,
      provider_url: own ? null : `https://example.com/${word}`,
    })
    .execute();
  return id;
}

async function say(
  tx: TenantTransaction,
  said: Said,
  place: { conversation: ConversationId; sender: SenderId; author: PersonId },
) {
  const { sql, tenantId, changed } = tx;
  const at = NOW - said.age * DAY;
  const [body, file] = [aWord(), aWord()];
  if (said.what === 'note') {
    const id = noteId.parse(v7());
    await sql
      .insertInto('notes')
      .values({
        tenant_id: tenantId,
        id,
        conversation_id: place.conversation,
        author_id: place.author,
        body,
        at,
        removed_by: null,
      })
      .execute();
    changed('note', id);
    return { ...said, at, body, file: null, open: false };
  }
  const message = await addInbound(tx, place.conversation, at, body);
  if (said.send !== null) {
    await sql
      .insertInto('sends')
      .values({
        tenant_id: tenantId,
        message_id: message,
        conversation_id: place.conversation,
        sender_id: place.sender,
        state: said.send,
        due_at: at,
        token: randomUUID(),
        owner_epoch: 0,
      })
      .execute();
  }
  const hasFile = said.what !== 'text';
  if (hasFile) await addFile(tx, message, said.what === 'own file', file);
  const open = said.send !== null && said.send !== 'ended';
  return { ...said, at, body, file: hasFile ? file : null, open };
}

describe('what is too old', () => {
  it('is found nowhere, and everything younger is found everywhere', async () => {
    const { store, url } = await testStore();
    const clock = { now: () => NOW };
    const log = openLog('silent');
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.constantFrom(3, 12, 24),
        fc.constantFrom(null, 1, 2),
        async (told, messagesMonths, mediaMonths) => {
          const kept = {
            messagesMonths,
            mediaMonths: mediaMonths === null ? null : Math.min(mediaMonths, messagesMonths),
          };
          const tenantId = await newTenant(store);
          const place = await store.inTenant(tenantId, async (tx) => {
            const sender = await addSender(tx);
            const author = await addColleague(tx);
            const conversations: ConversationId[] = [];
            for (let n = 0; n < 2; n += 1) conversations.push(await addConversation(tx, sender));
            return { sender, author, conversations };
          });
          const things: Awaited<ReturnType<typeof say>>[] = [];
          for (const said of told) {
            const conversation = place.conversations[said.where];
            if (conversation === undefined) throw new Error('no such conversation');
            things.push(
              await store.inTenant(tenantId, (tx) => say(tx, said, { ...place, conversation })),
            );
          }
          const desktop = async () => modelDesktop(store, tenantId, await temporaryFolder());
          const [online, away, late, halfway, lost, fresh] = [
            await desktop(),
            await desktop(),
            await desktop(),
            await desktop(),
            await desktop(),
            await desktop(),
          ];
          for (const one of [online, away, late, lost]) await one.follow();
          const read = await late.readHistory();

          await store.inTenant(tenantId, async (tx) => {
            await setKept(tx, kept);
            await moveMark(tx, NOW);
          });
          // The relay has told of it and has not deleted anything yet.
          await halfway.begin();
          applyChanges(halfway.cache, read.changes, NO_TOPICS);
          await online.follow();
          await createRetention({ store, clock, log }).look();
          lost.loader.forgetCursor();
          for (const one of [online, away, late, halfway, lost, fresh]) await one.follow();
          applyChanges(late.cache, read.changes, NO_TOPICS);

          const oldText = monthsBefore(NOW, messagesMonths);
          const oldFile = monthsBefore(NOW, kept.mediaMonths ?? messagesMonths);
          const stays = things.flatMap(({ at, body, file, open }) => [
            ...(at >= oldText || open ? [body] : []),
            ...(file !== null && (at >= oldFile || open) ? [file] : []),
          ]);
          const goes = things
            .flatMap(({ body, file }) => (file === null ? [body] : [body, file]))
            .filter((word) => !stays.includes(word));
          const places = [
            await relayText(url, tenantId),
            ...[online, away, late, halfway, lost, fresh].map((one) => one.text()),
          ];
          // Of a word that shares its beginning with another, an index may hold the end alone.
          const left = goes.filter((word) => places.some((text) => text.includes(word.slice(9))));
          const missing = stays.filter((word) => places.some((text) => !text.includes(word)));
          expect({ left, missing }).toStrictEqual({ left: [], missing: [] });
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
