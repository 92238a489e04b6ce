import {
  automationId,
  cannedReplyId,
  contactFieldId,
  contactId,
  conversationId,
  messageId,
  noteId,
  personId,
  scheduledMessageId,
  senderId,
  tagId,
  teamId,
  templateDraftId,
  templateId,
  templateVersionId,
} from '../../../shared/contract/ids.ts';
import type { Change, Entity, RecordOf } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../tenant-transaction.ts';
import { loadAutomations } from './automations.ts';
import { loadCannedReplies } from './canned-replies.ts';
import { loadClearings } from './clearings.ts';
import { loadContacts } from './contacts.ts';
import { loadConversations } from './conversations.ts';
import {
  loadContactFields,
  loadPeople,
  loadSenders,
  loadTags,
  loadTeams,
  loadTemplates,
  loadTenants,
} from './directory.ts';
import { loadMessages } from './messages.ts';
import { loadNotes } from './notes.ts';
import { loadTemplateDrafts, loadTemplateVersions } from './template-library.ts';
import { loadScheduledMessages } from './scheduled-messages.ts';
import type { NumberedRecords } from './numbered.ts';

/** One thing that is to be told: which, not what it holds. */
export interface ChangedThing {
  readonly entity: Entity;
  readonly id: string;
}

type Loaders = {
  readonly [E in Entity]: (
    tx: TenantTransaction,
    ids: readonly string[],
  ) => Promise<NumberedRecords<E>>;
};

const LOADERS: Loaders = {
  tenant: loadTenants,
  person: (tx, ids) =>
    loadPeople(
      tx,
      ids.map((id) => personId.parse(id)),
    ),
  sender: (tx, ids) =>
    loadSenders(
      tx,
      ids.map((id) => senderId.parse(id)),
    ),
  contact: (tx, ids) =>
    loadContacts(
      tx,
      ids.map((id) => contactId.parse(id)),
    ),
  conversation: (tx, ids) =>
    loadConversations(
      tx,
      ids.map((id) => conversationId.parse(id)),
    ),
  message: (tx, ids) =>
    loadMessages(
      tx,
      ids.map((id) => messageId.parse(id)),
    ),
  template: (tx, ids) =>
    loadTemplates(
      tx,
      ids.map((id) => templateId.parse(id)),
    ),
  tag: (tx, ids) =>
    loadTags(
      tx,
      ids.map((id) => tagId.parse(id)),
    ),
  team: (tx, ids) =>
    loadTeams(
      tx,
      ids.map((id) => teamId.parse(id)),
    ),
  cannedReply: (tx, ids) =>
    loadCannedReplies(
      tx,
      ids.map((id) => cannedReplyId.parse(id)),
    ),
  contactField: (tx, ids) =>
    loadContactFields(
      tx,
      ids.map((id) => contactFieldId.parse(id)),
    ),
  note: (tx, ids) =>
    loadNotes(
      tx,
      ids.map((id) => noteId.parse(id)),
    ),
  clearing: loadClearings,
  templateDraft: (tx, ids) =>
    loadTemplateDrafts(
      tx,
      ids.map((id) => templateDraftId.parse(id)),
    ),
  templateVersion: (tx, ids) =>
    loadTemplateVersions(
      tx,
      ids.map((id) => templateVersionId.parse(id)),
    ),
  automation: (tx, ids) =>
    loadAutomations(
      tx,
      ids.map((id) => automationId.parse(id)),
    ),
  scheduledMessage: (tx, ids) =>
    loadScheduledMessages(
      tx,
      ids.map((id) => scheduledMessageId.parse(id)),
    ),
};

/** A record as a change that carries the number of its row. */
export function asChange<E extends Entity>(
  entity: E,
  number: number,
  record: RecordOf<E>,
): Extract<Change, { entity: E }>;
export function asChange(entity: Entity, number: number, record: RecordOf<Entity>): object {
  return { entity, id: record.id, number, record };
}

/**
 * The things as they are now. What is not there, or is another tenant's, is left out: its
 * removal has a number of its own.
 *
 * @returns in no particular order
 */
export async function loadChanges(
  tx: TenantTransaction,
  things: readonly ChangedThing[],
): Promise<Change[]> {
  const found: Change[] = [];
  const load = async <E extends Entity>(entity: E, loader: Loaders[E]): Promise<void> => {
    const ids = things.filter((thing) => thing.entity === entity).map(({ id }) => id);
    if (ids.length === 0) return;
    for (const { number, record } of await loader(tx, ids)) {
      found.push(asChange(entity, number, record));
    }
  };
  await load('tenant', LOADERS.tenant);
  await load('person', LOADERS.person);
  await load('sender', LOADERS.sender);
  await load('template', LOADERS.template);
  await load('tag', LOADERS.tag);
  await load('team', LOADERS.team);
  await load('cannedReply', LOADERS.cannedReply);
  await load('contactField', LOADERS.contactField);
  await load('contact', LOADERS.contact);
  await load('conversation', LOADERS.conversation);
  await load('message', LOADERS.message);
  await load('note', LOADERS.note);
  await load('clearing', LOADERS.clearing);
  await load('templateDraft', LOADERS.templateDraft);
  await load('templateVersion', LOADERS.templateVersion);
  await load('automation', LOADERS.automation);
  await load('scheduledMessage', LOADERS.scheduledMessage);
  return found;
}
