import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { Workspace } from '../session/workspace.ts';
import { snippetOf } from './snippet.ts';
import { matchExpression, searchWords } from './words.ts';

/** Finding conversations by their contact and messages by their text. */
export interface SearchService {
  readonly find: (input: BridgeParsed<'search.find'>) => BridgeOutput<'search.find'>;
}

/** The shortest beginnings for which there is an index, in characters. */
const OF_MESSAGE = 2;
const OF_CONTACT = 1;
/** From so many digits on a number is looked for. */
const FEWEST_DIGITS = 3;

/**
 * The digits of what may be a part of a phone number, as it is stored: with the country's code
 * and without the zeros that are dialled before it. Null: it is no such thing.
 */
function digitsOf(text: string): string | null {
  if (!/^[\d\s()+./-]+$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '').replace(/^0{1,2}/, '');
  return digits.length < FEWEST_DIGITS ? null : `"${digits}"`;
}

/** The search of whoever is signed in. */
export function createSearchService(workspace: () => Workspace): SearchService {
  return {
    find: ({ text, before, limit }) => {
      const { cache, sync } = workspace();
      const complete = sync.history().done;
      const words = searchWords(text, OF_MESSAGE);
      if (words.length === 0) return { conversations: [], messages: [], next: null, complete };
      const ids =
        before === null
          ? cache.search.conversations(
              matchExpression(searchWords(text, OF_CONTACT)),
              digitsOf(text),
              limit,
            )
          : [];
      const conversations = ids.map((id) => cache.inbox.get(id)).filter((item) => item !== null);
      // One more than asked for tells whether there is a next page.
      const found = cache.search.messages(matchExpression(words), before, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        conversations,
        messages: page.flatMap((message) => {
          const item = cache.inbox.get(message.conversationId);
          return item === null
            ? []
            : [{ item, message, snippet: snippetOf(message.body ?? '', words) }];
        }),
        next: found.length > limit && last !== undefined ? { at: last.at, id: last.id } : null,
        complete,
      };
    },
  };
}
