import type { Topic } from '../../shared/contract/bridge.ts';
import type { ContactId, ConversationId } from '../../shared/contract/ids.ts';
import type { DirectoryEntity, MessageRecord } from '../../shared/contract/records.ts';

/** With more conversations than this the renderer asks for everything anew. */
const MOST_CONVERSATIONS = 50;
/** More messages than this are asked for, not told. */
const MOST_MESSAGES = 50;

/** Collects what has changed and tells it once per turn of the event loop. */
export interface Topics {
  readonly inbox: () => void;
  /** The conversation, and the inbox's list with it. */
  readonly conversation: (id: ConversationId) => void;
  /** Messages that were not here; those of customers are told themselves, ahead of all else. */
  readonly arrived: (messages: readonly MessageRecord[]) => void;
  /** The private notes of a conversation. */
  readonly notes: (id: ConversationId) => void;
  /** The orders of a contact. */
  readonly orders: (id: ContactId) => void;
  /** The draft of a conversation; the list shows its beginning. */
  readonly draft: (id: ConversationId) => void;
  readonly templates: () => void;
  readonly people: () => void;
  /** Some of the contacts. */
  readonly contacts: () => void;
  /** Something of a kind that there are few of. */
  readonly records: (entity: DirectoryEntity) => void;
  readonly everything: () => void;
}

/** @param push is called with what has changed, never with an empty list */
export function createTopics(push: (topics: readonly Topic[]) => void): Topics {
  const conversations = new Set<ConversationId>();
  let messages: readonly MessageRecord[] = [];
  const drafts = new Set<ConversationId>();
  const notes = new Set<ConversationId>();
  const orders = new Set<ContactId>();
  const others = new Set<'inbox' | 'templates' | 'people' | 'contacts'>();
  const kinds = new Set<DirectoryEntity>();
  let everything = false;
  let scheduled = false;

  function flush(): void {
    scheduled = false;
    const all = everything || conversations.size > MOST_CONVERSATIONS;
    const topics: Topic[] = all
      ? [{ kind: 'everything' }]
      : [
          ...(messages.length > MOST_MESSAGES ? [] : messages).map((record) => ({
            kind: 'message' as const,
            record,
          })),
          ...[...others].map((kind) => ({ kind })),
          ...[...kinds].map((entity) => ({ kind: 'records' as const, entity })),
          ...[...conversations].map((id) => ({ kind: 'conversation' as const, id })),
          ...[...drafts].map((id) => ({ kind: 'draft' as const, id })),
          ...[...notes].map((id) => ({ kind: 'notes' as const, id })),
          ...[...orders].map((id) => ({ kind: 'orders' as const, id })),
        ];
    everything = false;
    messages = [];
    conversations.clear();
    drafts.clear();
    notes.clear();
    orders.clear();
    others.clear();
    kinds.clear();
    push(topics);
  }
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  }
  function note(kind: 'inbox' | 'templates' | 'people' | 'contacts'): void {
    others.add(kind);
    schedule();
  }
  return {
    inbox: () => {
      note('inbox');
    },
    conversation: (id) => {
      conversations.add(id);
      note('inbox');
    },
    arrived: (came) => {
      // One's own may still wait for the relay, and are shown by what the outbox says of them.
      const theirs = came.filter(({ direction }) => direction === 'inbound');
      if (theirs.length === 0) return;
      messages = [...messages, ...theirs];
      schedule();
    },
    draft: (id) => {
      drafts.add(id);
      note('inbox');
    },
    notes: (id) => {
      notes.add(id);
      schedule();
    },
    orders: (id) => {
      orders.add(id);
      schedule();
    },
    templates: () => {
      note('templates');
    },
    people: () => {
      note('people');
    },
    contacts: () => {
      note('contacts');
    },
    records: (entity) => {
      kinds.add(entity);
      schedule();
    },
    everything: () => {
      everything = true;
      schedule();
    },
  };
}
