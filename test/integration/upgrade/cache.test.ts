import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { connect } from '../../../main/cache/database.ts';
import { cacheName, type CacheIdentity } from '../../../main/cache/identity.ts';
import { migrate } from '../../../main/cache/migrate.ts';
import { MIGRATIONS } from '../../../main/cache/migrations/index.ts';
import { recordShape } from '../../../main/cache/record-shape.ts';
import type { Db } from '../../../main/cache/sqlite.ts';
import { commandId, mediaId } from '../../../shared/contract/ids.ts';
import { aContact, aConversation, aMessage, aSender } from '../../support/sample-records.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { anIdentity, testCache } from '../../support/test-cache.ts';

/* Whoever updates has typed something, and has replies that are not sent yet. Every released
 * structure of the cache becomes the newest one, and all of it is there. */

/** What is bound to a statement. */
type Values = readonly (string | number | null | Uint8Array)[];

const APPLICATION_ID = 0x43617365;
/** From these versions on there were the index, drafts with commands, and picked files. */
const SEARCH = 2;
const OWN_WORK = 3;
const FILES = 6;

const [contact, sender] = [aContact(), aSender()];
const conversation = aConversation(contact, sender);
const received = aMessage(conversation.id);
const waiting = aMessage(conversation.id, {
  direction: 'outbound',
  status: 'queued',
  body: 'Sí, tenemos 40 cajas',
  at: received.at + 1000,
});
const draft = { text: 'y 20 el lunes', repliesToId: null, template: null, attachments: [] };
const command = {
  id: commandId.parse(v7()),
  name: 'message.sendText',
  input: {
    messageId: waiting.id,
    conversationId: conversation.id,
    body: waiting.body,
    repliesToId: null,
    validUntil: null,
  },
} as const;
const picked = {
  id: mediaId.parse(v7()),
  contentType: 'image/png',
  fileName: 'foto.png',
  size: 3,
  width: null,
  height: null,
};

function writeRecords(db: Db, identity: CacheIdentity, shape: string): void {
  const meta = db.prepare<Values>('insert into meta (key, value) values (?, ?)');
  meta.run('identity', JSON.stringify(identity));
  meta.run('shape', shape);
  meta.run('cursor', JSON.stringify({ epoch: v7(), number: 7 }));
  db.prepare<Values>('insert into contact (id, number, json) values (?, 1, ?)').run(
    contact.id,
    JSON.stringify(contact),
  );
  if (db.prepare("select 1 from sqlite_master where name = 'contact_text'").get() !== undefined) {
    db.prepare<Values>(
      "insert into contact_text (contact_id, words, digits) values (?, ?, '')",
    ).run(contact.id, contact.name);
  }
  const { id, contactId, senderId, channel, status, lastInboundAt, lastMessageAt } = conversation;
  db.prepare<Values>(
    `insert into conversation (id, number, contact_id, sender_id, channel, status, assignee_id,
       last_inbound_at, unread_count, last_message_at, json, base_json)
     values (?, 2, ?, ?, ?, ?, null, ?, 0, ?, ?, null)`,
  ).run(
    id,
    contactId,
    senderId,
    channel,
    status,
    lastInboundAt,
    lastMessageAt,
    JSON.stringify(conversation),
  );
  const message = db.prepare<Values>(
    `insert into message (place, id, conversation_id, at, number, inbound, body, json)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [place, record, number] of [
    [1, received, 3],
    [2, waiting, 0],
  ] as const) {
    const inbound = record.direction === 'inbound' ? 1 : 0;
    message.run(
      place,
      record.id,
      id,
      record.at,
      number,
      inbound,
      record.body,
      JSON.stringify(record),
    );
  }
}

function writeOwnWork(db: Db): void {
  db.prepare<Values>(
    'insert into draft (conversation_id, text, json, saved_at) values (?, ?, ?, 1)',
  ).run(conversation.id, draft.text, JSON.stringify(draft));
  db.prepare<Values>(
    `insert into outbox (id, name, input, state, attempts, conversation_id, message_id)
     values (?, ?, ?, 'waiting', 0, ?, ?)`,
  ).run(command.id, command.name, JSON.stringify(command.input), conversation.id, waiting.id);
}

function writeFile(db: Db): void {
  db.prepare<Values>(
    'insert into attachment (id, json, size, hash, bytes) values (?, ?, 3, ?, ?)',
  ).run(picked.id, JSON.stringify(picked), Buffer.alloc(32), Buffer.from([1, 2, 3]));
}

/** A cache file as an earlier program left it. */
async function oldCache(version: number, shape: string) {
  const [folder, key, identity] = [await temporaryFolder(), randomBytes(32), anIdentity()];
  await mkdir(folder, { recursive: true });
  const db = connect(join(folder, `${cacheName(identity)}.db`), key);
  db.pragma(`application_id = ${String(APPLICATION_ID)}`);
  migrate(db, MIGRATIONS.slice(0, version));
  writeRecords(db, identity, shape);
  if (version >= OWN_WORK) writeOwnWork(db);
  if (version >= FILES) writeFile(db);
  db.close();
  return { folder, key, identity };
}

const VERSIONS = MIGRATIONS.slice(0, -1).map(({ version }) => version);

test.each(VERSIONS)('a cache of version %i is used as it is', async (version) => {
  const cache = testCache(await oldCache(version, recordShape()));
  expect(cache.conversations.get(conversation.id)).toStrictEqual(conversation);
  expect(cache.contacts.get(contact.id)).toStrictEqual(contact);
  expect(cache.messages.get(received.id)).toMatchObject({ body: received.body });
  expect(cache.messages.madeHere(conversation.id)).toStrictEqual([waiting]);
  expect(cache.meta.get('cursor')).toContain('"number":7');
});

test.each(VERSIONS.filter((version) => version >= SEARCH))(
  'what version %i wrote is found by its words',
  async (version) => {
    const { folder, key, identity } = await oldCache(version, recordShape());
    testCache({ folder, key, identity }).close();
    const db = connect(join(folder, `${cacheName(identity)}.db`), key);
    const texts = db
      .prepare("select rowid as place from message_search where message_search match 'cajas'")
      .all();
    const names = db
      .prepare("select rowid as place from contact_words where contact_words match 'sol'")
      .all();
    const listed = db
      .prepare("select contact_id as id from contact_text where name_key = 'ferreteria sol'")
      .all();
    db.close();
    expect(listed).toStrictEqual([{ id: contact.id }]);
    expect(texts).toStrictEqual([{ place: 2 }]);
    expect(names).toStrictEqual([{ place: 1 }]);
  },
);

test.each(VERSIONS.filter((version) => version >= OWN_WORK))(
  'what was typed and not sent in version %i is there, also where the records have another form',
  async (version) => {
    for (const shape of [recordShape(), 'of another program']) {
      const cache = testCache(await oldCache(version, shape));
      expect(cache.drafts.get(conversation.id)).toStrictEqual(draft);
      const stored = { ...command, conversationId: conversation.id, messageId: waiting.id };
      expect(cache.outbox.all()).toStrictEqual([
        { ...stored, seq: 1, state: 'waiting', attempts: 0 },
      ]);
      expect(cache.messages.madeHere(conversation.id)).toStrictEqual([waiting]);
    }
  },
);

test('a file that was picked before the update is there', async () => {
  const cache = testCache(await oldCache(FILES, 'of another program'));
  expect(cache.attachments.record(picked.id)).toStrictEqual(picked);
});
