import type { ConversationId } from '../../shared/contract/ids.ts';
import type {
  Change,
  DirectoryEntity,
  MessageRecord,
  NoteRecord,
} from '../../shared/contract/records.ts';
import type { Cache } from '../cache/cache.ts';
import { narrowReplies } from './narrow-replies.ts';
import { refreshConversation } from './refresh.ts';
import type { Topics } from './topics.ts';

/** What a set of changes brought that was not there. */
export interface Applied {
  readonly messages: readonly MessageRecord[];
  readonly notes: readonly NoteRecord[];
}

/** A message or a note: of which conversation, and when. */
interface Placed {
  readonly at: number;
  readonly conversationId: ConversationId;
}

function timeOf(change: Change): number {
  return change.entity === 'message' && change.record !== null ? change.record.at : -1;
}

/** Messages by time, so that the search index is written in its own order; the rest as it came. */
function inWritingOrder(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((one, other) => timeOf(one) - timeOf(other));
}

/**
 * Applies changes to the cache, each only if its number is newer than what is there. To be
 * called inside the transaction that moves the cursor: the same changes may come again, in any
 * order, and leave the same.
 */
export function applyChanges(cache: Cache, changes: readonly Change[], topics: Topics): Applied {
  const touched = new Set(cache.outbox.touched());
  const touchedContacts = new Set(cache.outbox.touchedContacts());
  const stale = new Set<ConversationId>();
  const messages: MessageRecord[] = [];
  const notes: NoteRecord[] = [];
  let mark = cache.clearings.mark();
  let erased = cache.erased.gone();

  function showConversation(id: ConversationId): void {
    if (touched.has(id)) stale.add(id);
    topics.conversation(id);
  }

  /** Whether the relay has let it go: a page that was read before may still bring it. */
  function isGone({ at, conversationId }: Placed, number: number): boolean {
    if (erased.conversations.has(conversationId)) return true;
    return mark !== null && number < mark.number && at < (mark.messagesBefore ?? 0);
  }

  function withoutGoneFiles(record: MessageRecord, number: number): MessageRecord {
    if (mark === null || number > mark.number || record.at >= (mark.mediaBefore ?? 0))
      return record;
    return { ...record, media: [] };
  }

  function remove({ entity, id, number }: Change): void {
    cache.removed.remember(entity, id, number);
    switch (entity) {
      case 'message': {
        const conversationId = cache.messages.remove(id, number);
        if (conversationId !== null) showConversation(conversationId);
        return;
      }
      case 'note': {
        const conversationId = cache.notes.remove(id, number);
        if (conversationId !== null) topics.notes(conversationId);
        return;
      }
      case 'conversation':
        if (cache.conversations.remove(id, number)) topics.everything();
        return;
      case 'contact':
        if (!cache.contacts.remove(id, number)) return;
        for (const own of touchedContacts) if (own === id) cache.refreshContact(own);
        topics.everything();
        return;
      case 'tenant':
      case 'person':
      case 'sender':
      case 'template':
      case 'tag':
      case 'team':
      case 'cannedReply':
      case 'contactField':
      case 'clearing':
      case 'templateDraft':
      case 'templateVersion':
      case 'automation':
      case 'scheduledMessage':
        if (cache.directory.remove(entity, id, number)) noteDirectory(entity);
    }
  }

  function noteDirectory(entity: DirectoryEntity): void {
    topics.records(entity);
    if (entity === 'template') topics.templates();
    else if (entity === 'person') topics.people();
    else if (entity === 'tenant' || entity === 'sender') topics.everything();
  }

  function put(change: Change): void {
    const { number } = change;
    switch (change.entity) {
      case 'message': {
        if (change.record === null || isGone(change.record, number)) return;
        const record = withoutGoneFiles(change.record, number);
        const outcome = cache.messages.put(record, number);
        if (outcome === 'older') return;
        if (outcome === 'inserted') messages.push(record);
        showConversation(record.conversationId);
        return;
      }
      case 'note': {
        const { record } = change;
        if (record === null || isGone(record, number)) return;
        const outcome = cache.notes.put(record, number);
        if (outcome === 'older') return;
        if (outcome === 'inserted') notes.push(record);
        topics.notes(record.conversationId);
        return;
      }
      case 'conversation':
        if (change.record === null || erased.conversations.has(change.record.id)) return;
        if (!cache.conversations.put(change.record, number)) return;
        showConversation(change.record.id);
        return;
      case 'contact':
        if (change.record === null || erased.contacts.has(change.record.id)) return;
        if (!cache.contacts.put(change.record, number)) return;
        if (touchedContacts.has(change.record.id)) cache.refreshContact(change.record.id);
        topics.contacts();
        for (const id of cache.conversations.ofContact(change.record.id)) topics.conversation(id);
        return;
      case 'tenant':
      case 'person':
      case 'sender':
      case 'template':
      case 'tag':
      case 'team':
      case 'cannedReply':
      case 'contactField':
      case 'clearing':
      case 'templateDraft':
      case 'templateVersion':
      case 'automation':
      case 'scheduledMessage':
        if (change.record === null) return;
        if (!cache.directory.put(change.entity, change.record, number)) return;
        noteDirectory(change.entity);
        if (change.entity !== 'clearing') return;
        cache.clearings.begin(change.record, number);
        mark = cache.clearings.mark();
        erased = cache.erased.gone();
        topics.everything();
    }
  }

  for (const change of inWritingOrder(changes)) {
    if (change.record === null) remove(change);
    else if (!cache.removed.covers(change.entity, change.id, change.number)) put(change);
  }
  for (const id of stale) {
    narrowReplies(cache, id);
    refreshConversation(cache, id);
  }
  return { messages, notes };
}
