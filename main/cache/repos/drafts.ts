import type { Draft } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { Db } from '../sqlite.ts';
import { type Json, decode } from '../decode.ts';

/** As it is stored: one that an older version wrote has no attachments. */
type StoredDraft = Omit<Draft, 'attachments'> & Partial<Pick<Draft, 'attachments'>>;

/** What is typed and not sent. */
export interface DraftsRepo {
  readonly get: (conversationId: ConversationId) => Draft | null;
  /** Null removes it. `now`: ms on this machine's clock. */
  readonly set: (conversationId: ConversationId, draft: Draft | null, now: number) => void;
}

/** The drafts of this file. */
export function createDraftsRepo(db: Db): DraftsRepo {
  const one = db
    .prepare<[string], Json<StoredDraft>>('select json from draft where conversation_id = ?')
    .pluck();
  const write = db.prepare<[string, string, string, number]>(`
    insert into draft (conversation_id, text, json, saved_at) values (?, ?, ?, ?)
    on conflict (conversation_id) do update set
      text = excluded.text, json = excluded.json, saved_at = excluded.saved_at
  `);
  const erase = db.prepare<[string]>('delete from draft where conversation_id = ?');
  return {
    get: (conversationId) => {
      const json = one.get(conversationId);
      if (json === undefined) return null;
      const stored = decode(json);
      return { ...stored, attachments: stored.attachments ?? [] };
    },
    set: (conversationId, draft, now) => {
      if (draft === null) erase.run(conversationId);
      else write.run(conversationId, draft.text, JSON.stringify(draft), now);
    },
  };
}
