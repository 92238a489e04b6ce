import type { ContactId, ConversationId, MediaId } from '../../../shared/contract/ids.ts';
import type { ClearingRecord } from '../../../shared/contract/records.ts';
import type { Db } from '../sqlite.ts';

/** Who and what is gone by an erasure. */
export interface Gone {
  readonly contacts: ReadonlySet<ContactId>;
  readonly conversations: ReadonlySet<ConversationId>;
}

/** What was erased, and how it leaves this file. */
export interface ErasedRepo {
  /** Whoever and whatever the relay has told is erased: nothing of it is let in any more. */
  readonly gone: () => Gone;
  /**
   * Deletes some of it. To be called inside a transaction.
   *
   * @returns whether there is more to delete
   */
  readonly step: (record: ClearingRecord, most: number) => boolean;
}

const THEIRS = 'in (select value from json_each(?))';

/** Deletions of what hangs on conversations, after their messages. */
const BY_CONVERSATION = [
  `delete from attachment where id in (
    select json_extract(file.value, '$.id') from draft, json_each(draft.json, '$.attachments') as file
    where draft.conversation_id ${THEIRS})`,
  `delete from attachment where id in (
    select json_extract(input, '$.mediaId') from outbox
    where name = 'message.sendMedia' and conversation_id ${THEIRS})`,
  ...['draft', 'outbox', 'note', 'coverage', 'window_alert', 'conversation_tag'].map(
    (table) => `delete from ${table} where conversation_id ${THEIRS}`,
  ),
  `delete from directory where entity = 'scheduledMessage' and json ->> 'conversationId' ${THEIRS}`,
  `delete from conversation where id ${THEIRS}`,
];

/** Deletions of what hangs on contacts, with what the person did to them and never left. */
const BY_CONTACT = [
  `delete from outbox where seq in (select command_seq from contact_work where contact_id ${THEIRS})`,
  ...['contact_text', 'contact_tag', 'contact_order', 'contact_work'].map(
    (table) => `delete from ${table} where contact_id ${THEIRS}`,
  ),
  // Where they could be reached must not stay either.
  ...['contact_gone', 'contact'].map((table) => `delete from ${table} where id ${THEIRS}`),
];

/** The erasures of this file. */
export function createErasedRepo(db: Db): ErasedRepo {
  const idsOf = <T>(list: 'contactIds' | 'conversationIds') =>
    db
      .prepare<[], T>(
        `select one.value from directory, json_each(directory.json, '$.${list}') as one
         where directory.entity = 'clearing'`,
      )
      .pluck();
  const [contacts, conversations] = [
    idsOf<ContactId>('contactIds'),
    idsOf<ConversationId>('conversationIds'),
  ];
  const some = db.prepare<[string, number], { readonly place: number; readonly json: string }>(
    `select place, json from message where conversation_id ${THEIRS} limit ?`,
  );
  const files = db
    .prepare<[string], MediaId>(
      `select json_extract(file.value, '$.id') from json_each(?, '$.media') as file`,
    )
    .pluck();
  const eraseFile = db.prepare<[string]>('delete from media where id = ?');
  const erasePicked = db.prepare<[string]>('delete from attachment where id = ?');
  const eraseMessage = db.prepare<[number]>('delete from message where place = ?');
  const byConversation = BY_CONVERSATION.map((text) => db.prepare<[string]>(text));
  // Whoever is gone may be named in what was answered once.
  const forgetAnswers = db.prepare<[]>('delete from answer');
  const byContact = BY_CONTACT.map((text) => db.prepare<[string]>(text));
  return {
    gone: () => ({
      contacts: new Set(contacts.all()),
      conversations: new Set(conversations.all()),
    }),
    step: ({ contactIds, conversationIds }, most) => {
      const theirs = JSON.stringify(conversationIds);
      const rows = some.all(theirs, most);
      for (const { place, json } of rows) {
        for (const id of files.all(json)) {
          eraseFile.run(id);
          erasePicked.run(id);
        }
        eraseMessage.run(place);
      }
      if (rows.length === most) return true;
      for (const statement of byConversation) statement.run(theirs);
      for (const statement of byContact) statement.run(JSON.stringify(contactIds));
      forgetAnswers.run();
      return false;
    },
  };
}
