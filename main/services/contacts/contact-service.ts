import { z } from 'zod';
import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { ContactFilter } from '../../../shared/contract/bridge/contacts.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactPlace, ContactQuery } from '../../cache/repos/contact-list.ts';
import { digitsIn } from '../search/digits.ts';
import { searchWords } from '../search/words.ts';
import type { Workspace } from '../session/workspace.ts';

/** The company's customers, as the contacts' screens ask for them. */
export interface ContactService {
  readonly list: (input: BridgeParsed<'contacts.list'>) => BridgeOutput<'contacts.list'>;
  readonly count: (input: BridgeParsed<'contacts.count'>) => BridgeOutput<'contacts.count'>;
  readonly get: (input: BridgeParsed<'contact.get'>) => BridgeOutput<'contact.get'>;
}

/** More words than this of what was typed are left out. */
const MOST_WORDS = 16;

const placeText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is no place');
    return z.NEVER;
  }
});
const byName = placeText.pipe(z.strictObject({ key: z.string(), id: z.uuid() }));
const byAge = placeText.pipe(z.strictObject({ key: z.number(), id: z.uuid() }));

function queryOf({ text, tagId, ownerId }: ContactFilter): ContactQuery {
  const asked = { words: searchWords(text, 1).slice(0, MOST_WORDS), digits: digitsIn(text) };
  return { text: text.trim() === '' ? null : asked, tagId, ownerId };
}

/** @throws {RefusedError} `invalid_input` for a place that no page of this order gave */
function placeOf({ after, sort }: BridgeParsed<'contacts.list'>): ContactPlace | null {
  if (after === null) return null;
  const place = (sort === 'name' ? byName : byAge).safeParse(after);
  if (!place.success) throw new RefusedError('invalid_input', 'after: is no place in this list');
  return place.data;
}

/** The contacts of whoever is signed in. */
export function createContactService(workspace: () => Pick<Workspace, 'cache'>): ContactService {
  return {
    list: (input) => {
      const { contacts } = workspace().cache;
      const { sort, limit } = input;
      // One more than asked for tells whether there is a next page.
      const found = contacts.page(queryOf(input), sort, placeOf(input), limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        contacts: page.map(({ id }) => contacts.get(id)).filter((record) => record !== null),
        next: found.length > limit && last !== undefined ? JSON.stringify(last) : null,
      };
    },
    count: (input) => ({ count: workspace().cache.contacts.count(queryOf(input)) }),
    get: ({ contactId }) => {
      const { contacts, conversations } = workspace().cache;
      const contact = contacts.get(contactId) ?? contacts.successorOf(contactId);
      const its = conversations
        .ofContact(contact?.id ?? contactId)
        .map((id) => conversations.get(id))
        .filter((record) => record !== null)
        .toSorted((one, other) => other.lastMessageAt - one.lastMessageAt);
      return {
        contact,
        conversations: its.map(({ id, senderId, channel, status, lastMessageAt }) => ({
          id,
          senderId,
          channel,
          state: status,
          lastMessageAt,
        })),
      };
    },
  };
}
