import { createCheckpointer } from './checkpointer.ts';
import { clearRecords } from './clear-records.ts';
import { refreshContact } from './contact-work.ts';
import { keyPragmas } from './database.ts';
import type { Db } from './sqlite.ts';
import type { CacheIdentity } from './identity.ts';
import type { ContactId } from '../../shared/contract/ids.ts';
import { parsePhone } from '../../shared/domain/contact/phone.ts';
import { type AttachmentsRepo, createAttachmentsRepo } from './repos/attachments.ts';
import { createErasedRepo, type ErasedRepo } from './repos/erased.ts';
import { type ClearingsRepo, createClearingsRepo } from './repos/clearings.ts';
import { type ContactsRepo, createContactsRepo } from './repos/contacts.ts';
import { type ConversationsRepo, createConversationsRepo } from './repos/conversations.ts';
import { type CoverageRepo, createCoverageRepo } from './repos/coverage.ts';
import { type DirectoryRepo, createDirectoryRepo } from './repos/directory.ts';
import { type DraftsRepo, createDraftsRepo } from './repos/drafts.ts';
import { type InboxRepo, createInboxRepo } from './repos/inbox.ts';
import { type MediaRepo, createMediaRepo } from './repos/media.ts';
import { type MessageReader, createMessageReader } from './repos/message-reader.ts';
import { type MessageWriter, createMessageWriter } from './repos/message-writer.ts';
import { type MetaRepo, createMetaRepo } from './repos/meta.ts';
import { type NotesRepo, createNotesRepo } from './repos/notes.ts';
import { type AnswersRepo, createAnswersRepo } from './repos/answers.ts';
import { type OrdersRepo, createOrdersRepo } from './repos/orders.ts';
import { type OutboxRepo, createOutboxRepo } from './repos/outbox.ts';
import { type RemovedRepo, createRemovedRepo } from './repos/removed.ts';
import { type SearchRepo, createSearchRepo } from './repos/search.ts';
import { type WindowsRepo, createWindowsRepo } from './repos/windows.ts';

/** The local copy of what one person may see, and what they made that the relay has not got. */
export interface Cache {
  readonly identity: CacheIdentity;
  readonly path: string;
  /** All of it or nothing. May be nested. */
  readonly transaction: <T>(work: () => T) => T;
  readonly meta: MetaRepo;
  readonly directory: DirectoryRepo;
  readonly contacts: ContactsRepo;
  readonly conversations: ConversationsRepo;
  readonly messages: MessageReader & MessageWriter;
  readonly notes: NotesRepo;
  readonly orders: OrdersRepo;
  readonly answers: AnswersRepo;
  readonly coverage: CoverageRepo;
  readonly removed: RemovedRepo;
  readonly clearings: ClearingsRepo;
  readonly erased: ErasedRepo;
  readonly inbox: InboxRepo;
  readonly search: SearchRepo;
  readonly windows: WindowsRepo;
  readonly drafts: DraftsRepo;
  readonly outbox: OutboxRepo;
  readonly media: MediaRepo;
  readonly attachments: AttachmentsRepo;
  /** Works out anew what the person sees of a contact; to be called inside a transaction. */
  readonly refreshContact: (id: ContactId) => void;
  /** The country of numbers that are written without one: that of the first sender. */
  readonly homeCountry: () => string | null;
  /** Forgets everything that came from the relay; to be called inside a transaction. */
  readonly clearRecords: () => void;
  /** To be awaited now and then while much is written, so that no commit takes long. */
  readonly relieve: () => Promise<void>;
  readonly close: () => void;
}

/** The parts of an opened and migrated file. */
export function createCache(db: Db, path: string, identity: CacheIdentity, key: Uint8Array): Cache {
  const checkpointer = createCheckpointer(db, path, keyPragmas(key));
  const meta = createMetaRepo(db);
  const contacts = createContactsRepo(db);
  const outbox = createOutboxRepo(db);
  const directory = createDirectoryRepo(db);
  const homeCountry = (): string | null => {
    const [sender] = directory.all('sender');
    return sender === undefined ? null : (parsePhone(sender.address, null)?.country ?? null);
  };
  const refresh = (id: ContactId): void => {
    refreshContact({ contacts, outbox }, id, homeCountry());
  };
  const erased = createErasedRepo(db);
  return {
    identity,
    path,
    transaction: (work) => db.transaction(work).immediate(),
    meta,
    directory,
    contacts,
    conversations: createConversationsRepo(db),
    messages: { ...createMessageReader(db), ...createMessageWriter(db) },
    notes: createNotesRepo(db),
    orders: createOrdersRepo(db),
    answers: createAnswersRepo(db),
    coverage: createCoverageRepo(db),
    removed: createRemovedRepo(db),
    clearings: createClearingsRepo(db, meta, erased),
    erased,
    inbox: createInboxRepo(db),
    search: createSearchRepo(db),
    windows: createWindowsRepo(db),
    drafts: createDraftsRepo(db),
    outbox,
    media: createMediaRepo(db),
    attachments: createAttachmentsRepo(db),
    refreshContact: refresh,
    homeCountry,
    clearRecords: () => {
      clearRecords(db);
      for (const id of outbox.touchedContacts()) refresh(id);
    },
    relieve: checkpointer.run,
    close: () => {
      checkpointer.close();
      db.close();
    },
  };
}
