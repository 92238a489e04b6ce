import type { ContactId } from '../../shared/contract/ids.ts';
import type { Cache } from '../cache/cache.ts';
import type { Topics } from './topics.ts';

/** Says that these contacts changed: in their list, and where their conversations are. */
export function tellContacts(cache: Cache, topics: Topics, contacts: readonly ContactId[]): void {
  if (contacts.length === 0) return;
  topics.contacts();
  for (const id of contacts) {
    for (const conversation of cache.conversations.ofContact(id)) topics.conversation(conversation);
  }
}
