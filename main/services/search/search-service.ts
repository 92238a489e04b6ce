import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { Workspace } from '../session/workspace.ts';
import type { MessagePlace } from '../../cache/repos/message-reader.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { digitsIn } from './digits.ts';
import { holdsAll, snippetOf } from './snippet.ts';
import { matchExpression, type SearchWord, searchWords, shortened } from './words.ts';

/** Finding conversations by their contact, and messages and private notes by their text. */
export interface SearchService {
  readonly find: (input: BridgeParsed<'search.find'>) => BridgeOutput<'search.find'>;
}

/** The shortest beginnings for which there is an index, in characters. */
const OF_MESSAGE = 2;
const OF_CONTACT = 1;
/** The longest beginnings for which there is an index, in characters. */
const INDEXED = 3;
/** So many messages with a shorter beginning are looked through for the longer one. */
const LOOKED_THROUGH = 400;
/** So many notes are told; who looks for an older one types more of it. */
const MOST_NOTES = 10;

/** The search of whoever is signed in. */
export function createSearchService(workspace: () => Workspace): SearchService {
  /**
   * A beginning that is longer than the indexed ones makes the index collect every message with
   * it before it tells the first. Where such messages are many, a few of those with the shorter
   * beginning hold enough of them; where they are few, collecting them takes no time.
   */
  function findMessages(
    words: readonly SearchWord[],
    before: MessagePlace | null,
    limit: number,
  ): readonly MessageRecord[] {
    const { search } = workspace().cache;
    const wider = shortened(words, INDEXED);
    if (wider !== null) {
      const accepts = (body: string): boolean => holdsAll(body, words);
      const expression = matchExpression(wider);
      const near = search.messages(expression, before, limit, accepts, LOOKED_THROUGH);
      if (!near.cutShort) return near.messages;
    }
    return search.messages(matchExpression(words), before, limit).messages;
  }

  return {
    find: ({ text, before, limit }) => {
      const { cache, sync } = workspace();
      const complete = sync.history().done;
      const words = searchWords(text, OF_MESSAGE);
      const digits = digitsIn(text);
      if (words.length === 0) {
        return { conversations: [], notes: [], messages: [], next: null, complete };
      }
      const ids =
        before === null
          ? cache.search.conversations(
              matchExpression(searchWords(text, OF_CONTACT)),
              digits === null ? null : `"${digits}"`,
              limit,
            )
          : [];
      const conversations = ids.map((id) => cache.inbox.get(id)).filter((item) => item !== null);
      const notes = before === null ? cache.search.notes(matchExpression(words), MOST_NOTES) : [];
      // One more than asked for tells whether there is a next page.
      const found = findMessages(words, before, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        conversations,
        notes: notes.flatMap(({ note, nearId }) => {
          const item = cache.inbox.get(note.conversationId);
          return item === null
            ? []
            : [{ item, note, nearId, snippet: snippetOf(note.body ?? '', words) }];
        }),
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
