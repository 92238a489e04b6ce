import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { ContactFilter } from '../../../shared/contract/bridge/contacts.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import type { DemoState } from './demo-core.ts';

function found(state: DemoState, { text, tagId, ownerId }: ContactFilter): ContactRecord[] {
  const words = text.toLowerCase().split(/\s+/);
  return [...state.records.contacts.values()].filter((contact) => {
    const { name, company, phone, externalId } = contact;
    const whole = `${name} ${company ?? ''} ${phone ?? ''} ${externalId ?? ''}`.toLowerCase();
    return (
      words.every((word) => whole.includes(word)) &&
      (tagId === null || contact.tagIds.includes(tagId)) &&
      (ownerId === null || contact.ownerId === ownerId)
    );
  });
}

/** A page of the demo's contacts; its place is how many came before. */
export function contactList(
  state: DemoState,
  input: BridgeParsed<'contacts.list'>,
): BridgeOutput<'contacts.list'> {
  const all = found(state, input).toSorted((one, other) =>
    input.sort === 'name'
      ? one.name.localeCompare(other.name)
      : other.createdAt - one.createdAt || one.id.localeCompare(other.id),
  );
  const start = Number(input.after ?? '0');
  const end = start + input.limit;
  return { contacts: all.slice(start, end), next: end < all.length ? String(end) : null };
}

export function countContacts(
  state: DemoState,
  input: BridgeParsed<'contacts.count'>,
): BridgeOutput<'contacts.count'> {
  return { count: found(state, input).length };
}

export function contactOf(
  { records }: DemoState,
  id: ContactRecord['id'],
): BridgeOutput<'contact.get'> {
  const its = [...records.conversations.values()].filter(({ contactId }) => contactId === id);
  return {
    contact: records.contacts.get(id) ?? null,
    conversations: its.map(({ id: conversation, senderId, channel, status, lastMessageAt }) => ({
      id: conversation,
      senderId,
      channel,
      state: status,
      lastMessageAt,
    })),
  };
}
