import type { BridgeCall, Topic } from '../../shared/contract/bridge.ts';
import type { ReadName } from '../../shared/contract/reads.ts';

/** The key of a cached answer: the call's name and its input. */
export type BridgeKey = readonly [name: BridgeCall, input: unknown];

function asksFor(input: unknown, id: string): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    'conversationId' in input &&
    input.conversationId === id
  );
}

function asksForContact(input: unknown, id: string): boolean {
  return (
    typeof input === 'object' && input !== null && 'contactId' in input && input.contactId === id
  );
}

function asksForEntity(input: unknown, entity: string): boolean {
  return (
    typeof input === 'object' && input !== null && 'entity' in input && input.entity === entity
  );
}

/** Whether it is a question to the relay whose answer changes with what is told of here. */
function asksRelay(name: BridgeCall, input: unknown, read: ReadName): boolean {
  const isOf =
    typeof input === 'object' && input !== null && 'name' in input && input.name === read;
  return name === 'relay.ask' && isOf;
}

/** Whether a cached answer may be out of date after a change of this topic. */
export function isTouched([name, input]: BridgeKey, topic: Topic): boolean {
  switch (topic.kind) {
    case 'inbox':
      return name === 'inbox.list' || name === 'inbox.counts' || name === 'contact.get';
    case 'conversation':
      return (
        (name === 'conversation.get' || name === 'conversation.messages') &&
        asksFor(input, topic.id)
      );
    case 'message':
      // The conversation itself has changed with it, and is told of too.
      return false;
    case 'draft':
      return (name === 'draft.get' || name === 'conversation.get') && asksFor(input, topic.id);
    case 'notes':
      return name === 'note.list' && asksFor(input, topic.id);
    case 'orders':
      return name === 'contact.orders' && asksForContact(input, topic.id);
    case 'templates':
      return name === 'templates.list' || asksRelay(name, input, 'templates.notices');
    case 'people':
      return name === 'people.list' || name === 'inbox.list' || name === 'conversation.get';
    case 'contacts':
      return name === 'contacts.list' || name === 'contacts.count' || name === 'contact.get';
    case 'records':
      return name === 'records.list' && asksForEntity(input, topic.entity);
    case 'everything':
    default:
      return name !== 'app.bootstrap';
  }
}

/** One word per topic, so that the same topic is not asked for twice at once. */
export function topicKey(topic: Topic): string {
  if (topic.kind === 'message') return `${topic.kind} ${topic.record.id}`;
  if ('id' in topic) return `${topic.kind} ${topic.id}`;
  return topic.kind === 'records' ? `${topic.kind} ${topic.entity}` : topic.kind;
}
