import type { CommandName } from '../../../shared/contract/commands.ts';
import type {
  CommandId,
  ContactId,
  ConversationId,
  MessageId,
} from '../../../shared/contract/ids.ts';
import { contactsOf } from '../contact-work.ts';
import { effectOf } from '../effects.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** A command as it is put down. */
export interface NewCommand {
  readonly id: CommandId;
  readonly name: CommandName;
  /** As `COMMANDS` has it for this name. */
  readonly input: unknown;
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
}

/** A command in the outbox. */
export interface StoredCommand extends NewCommand {
  readonly seq: number;
  readonly state: 'waiting' | 'accepted';
  /** How often it was handed to the relay: 0 means that the relay cannot have it. */
  readonly attempts: number;
}

/** The commands that are on their way. */
export interface OutboxRepo {
  /** @param attempts how often it was handed to the relay already */
  readonly add: (command: NewCommand, attempts?: number) => void;
  /** The oldest that the relay has not answered. */
  readonly next: () => StoredCommand | null;
  /** All, in their order. */
  readonly all: () => readonly StoredCommand[];
  /** Those that wait and have a file that must be at the relay before. */
  readonly withFiles: () => readonly StoredCommand[];
  readonly of: (conversationId: ConversationId) => readonly StoredCommand[];
  readonly ofMessage: (messageId: MessageId) => readonly StoredCommand[];
  readonly ofContact: (contactId: ContactId) => readonly StoredCommand[];
  /** On which contacts this command works. */
  readonly contactsOf: (seq: number) => readonly ContactId[];
  readonly countAttempt: (seq: number) => void;
  readonly accept: (seq: number) => void;
  readonly remove: (seq: number) => void;
  readonly waiting: () => number;
  /** Conversations of which the person sees something else than the relay said. */
  readonly touched: () => readonly ConversationId[];
  /** Contacts of which the person sees something else than the relay said. */
  readonly touchedContacts: () => readonly ContactId[];
}

interface Row {
  readonly seq: number;
  readonly id: CommandId;
  readonly name: CommandName;
  readonly input: Json<unknown>;
  readonly state: 'waiting' | 'accepted';
  readonly attempts: number;
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
}

const COLUMNS = `seq, id, name, input, state, attempts,
  conversation_id as conversationId, message_id as messageId`;

function toCommand(row: Row): StoredCommand {
  return { ...row, input: decode(row.input) };
}

/** The outbox of this file. */
export function createOutboxRepo(db: Db): OutboxRepo {
  const add = db.prepare<[string, string, string, number, string | null, string | null]>(`
    insert into outbox (id, name, input, state, attempts, conversation_id, message_id)
    values (?, ?, ?, 'waiting', ?, ?, ?)
  `);
  const show = db.prepare<[string, string, string | null, string]>(`
    insert into pending_record (command_seq, entity, id, json)
    select seq, ?, ?, ? from outbox where id = ?
  `);
  const work = db.prepare<[string, string]>(`
    insert into contact_work (contact_id, command_seq) select ?, seq from outbox where id = ?
  `);
  const addBoth = db.transaction((adding: () => void) => {
    adding();
  });
  const next = db.prepare<[], Row>(
    `select ${COLUMNS} from outbox where state = 'waiting' order by seq limit 1`,
  );
  const all = db.prepare<[], Row>(`select ${COLUMNS} from outbox order by seq`);
  const withFiles = db.prepare<[], Row>(
    `select ${COLUMNS} from outbox
     where state = 'waiting' and name = 'message.sendMedia' order by seq`,
  );
  const byConversation = db.prepare<[string], Row>(
    `select ${COLUMNS} from outbox where conversation_id = ? order by seq`,
  );
  const byMessage = db.prepare<[string], Row>(
    `select ${COLUMNS} from outbox where message_id = ? order by seq`,
  );
  const byContact = db.prepare<[string], Row>(
    `select ${COLUMNS} from contact_work w join outbox o on o.seq = w.command_seq
     where w.contact_id = ? order by seq`,
  );
  const contactsOfCommand = db
    .prepare<[number], ContactId>('select contact_id from contact_work where command_seq = ?')
    .pluck();
  const touchedContacts = db
    .prepare<[], ContactId>('select distinct contact_id from contact_work')
    .pluck();
  const count = db.prepare<[number]>('update outbox set attempts = attempts + 1 where seq = ?');
  const accept = db.prepare<[number]>("update outbox set state = 'accepted' where seq = ?");
  const erase = db.prepare<[number]>('delete from outbox where seq = ?');
  const waiting = db
    .prepare<[], number>("select count(*) from outbox where state = 'waiting'")
    .pluck();
  const touched = db
    .prepare<[], ConversationId>(
      `select conversation_id from outbox where conversation_id is not null
       union select conversation_id from message where number = 0`,
    )
    .pluck();
  return {
    add: ({ id, name, input, conversationId, messageId }, attempts = 0) => {
      const effect = effectOf(name, input);
      addBoth.immediate(() => {
        add.run(id, name, JSON.stringify(input), attempts, conversationId, messageId);
        for (const contactId of contactsOf(name, input)) work.run(contactId, id);
        if (effect === null) return;
        const { entity, record } = effect;
        show.run(entity, effect.id, record === null ? null : JSON.stringify(record), id);
      });
    },
    next: () => {
      const row = next.get();
      return row === undefined ? null : toCommand(row);
    },
    all: () => all.all().map(toCommand),
    withFiles: () => withFiles.all().map(toCommand),
    of: (conversationId) => byConversation.all(conversationId).map(toCommand),
    ofMessage: (messageId) => byMessage.all(messageId).map(toCommand),
    ofContact: (contactId) => byContact.all(contactId).map(toCommand),
    contactsOf: (seq) => contactsOfCommand.all(seq),
    countAttempt: (seq) => {
      count.run(seq);
    },
    accept: (seq) => {
      accept.run(seq);
    },
    remove: (seq) => {
      erase.run(seq);
    },
    waiting: () => waiting.get() ?? 0,
    touched: () => touched.all(),
    touchedContacts: () => touchedContacts.all(),
  };
}
