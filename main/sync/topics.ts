import type { Topic } from '../../shared/contract/bridge.ts';
import type { ConversationId } from '../../shared/contract/ids.ts';
import type { DirectoryEntity } from '../../shared/contract/records.ts';

/** With more conversations than this the renderer asks for everything anew. */
const MOST_CONVERSATIONS = 50;

/** Collects what has changed and tells it once per turn of the event loop. */
export interface Topics {
  readonly inbox: () => void;
  /** The conversation, and the inbox's list with it. */
  readonly conversation: (id: ConversationId) => void;
  /** The draft of a conversation; the list shows its beginning. */
  readonly draft: (id: ConversationId) => void;
  readonly templates: () => void;
  readonly people: () => void;
  /** Something of a kind that there are few of. */
  readonly records: (entity: DirectoryEntity) => void;
  readonly everything: () => void;
}

/** @param push is called with what has changed, never with an empty list */
export function createTopics(push: (topics: readonly Topic[]) => void): Topics {
  const conversations = new Set<ConversationId>();
  const drafts = new Set<ConversationId>();
  const others = new Set<'inbox' | 'templates' | 'people'>();
  const kinds = new Set<DirectoryEntity>();
  let everything = false;
  let scheduled = false;

  function flush(): void {
    scheduled = false;
    const all = everything || conversations.size > MOST_CONVERSATIONS;
    const topics: Topic[] = all
      ? [{ kind: 'everything' }]
      : [
          ...[...others].map((kind) => ({ kind })),
          ...[...kinds].map((entity) => ({ kind: 'records' as const, entity })),
          ...[...conversations].map((id) => ({ kind: 'conversation' as const, id })),
          ...[...drafts].map((id) => ({ kind: 'draft' as const, id })),
        ];
    everything = false;
    conversations.clear();
    drafts.clear();
    others.clear();
    kinds.clear();
    push(topics);
  }
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  }
  function note(kind: 'inbox' | 'templates' | 'people'): void {
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
    draft: (id) => {
      drafts.add(id);
      note('inbox');
    },
    templates: () => {
      note('templates');
    },
    people: () => {
      note('people');
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
