import { z } from 'zod';
import { RELAY_CALLS, cursor } from '../../shared/contract/relay.ts';
import type { MetaRepo } from '../cache/repos/meta.ts';

const conversationPlace = RELAY_CALLS.snapshot.input.shape.before;
const messagePlace = RELAY_CALLS.history.input.shape.before;

const contactPlace = RELAY_CALLS.contacts.input.shape.after;

const syncState = z.object({
  /** Everything up to here has been applied. */
  cursor,
  /** The pages of conversations: the place of the next one; null: the first. */
  snapshot: z.object({ before: conversationPlace, done: z.boolean() }),
  /** The history of all conversations: everything from here on is in the cache; null: nothing yet. */
  history: z.object({ before: messagePlace, done: z.boolean() }),
  /** The contacts by their ids: all up to this one are in the cache; null: none yet. */
  contacts: z
    .object({ after: contactPlace, done: z.boolean() })
    .default({ after: null, done: false }),
  /** How many messages the first load has brought so far. */
  loaded: z.number().int().nonnegative(),
});
/** How far the cache has got. It is written in the transaction of what it speaks of. */
export type SyncState = z.infer<typeof syncState>;

const KEY = 'cursor';

/** How far the cache has got; null: everything is to be loaded. */
export function readSyncState(meta: MetaRepo): SyncState | null {
  const json = meta.get(KEY);
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  const parsed = syncState.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Notes how far the cache has got; null: everything is to be loaded anew. */
export function writeSyncState(meta: MetaRepo, state: SyncState | null): void {
  meta.set(KEY, state === null ? null : JSON.stringify(state));
}
