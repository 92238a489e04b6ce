import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { Db } from '../sqlite.ts';
import type { MessagePlace } from './message-reader.ts';

/** Down to where the messages of a conversation are here without a gap. */
interface Coverage {
  /** Null: no message of it is known to be here. */
  readonly place: MessagePlace | null;
  /** Nothing older is at the relay. */
  readonly complete: boolean;
}

interface Row {
  readonly at: number | null;
  readonly id: MessageId | null;
  readonly complete: number;
}

/** What is known of the gaps. */
export interface CoverageRepo {
  readonly get: (conversationId: ConversationId) => Coverage | null;
  readonly set: (conversationId: ConversationId, coverage: Coverage) => void;
}

/** The gaps of this file. */
export function createCoverageRepo(db: Db): CoverageRepo {
  const one = db.prepare<[string], Row>(
    'select at, message_id as id, complete from coverage where conversation_id = ?',
  );
  const write = db.prepare<[string, number | null, string | null, number]>(`
    insert into coverage (conversation_id, at, message_id, complete) values (?, ?, ?, ?)
    on conflict (conversation_id) do update set
      at = excluded.at, message_id = excluded.message_id, complete = excluded.complete
  `);
  return {
    get: (conversationId) => {
      const row = one.get(conversationId);
      if (row === undefined) return null;
      const { at, id } = row;
      const place = at === null || id === null ? null : { at, id };
      return { place, complete: row.complete === 1 };
    },
    set: (conversationId, { place, complete }) => {
      write.run(conversationId, place?.at ?? null, place?.id ?? null, complete ? 1 : 0);
    },
  };
}
