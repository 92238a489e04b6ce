import { z } from 'zod';
import { draft, type Draft } from '../../../shared/contract/bridge.ts';
import { conversationId, type ConversationId } from '../../../shared/contract/ids.ts';

/* What was typed while the core was gone lives only in the page. The tab's own store keeps it
 * until the core has it, so that loading the page again, or opening it anew in the same tab,
 * loses nothing. The store ends with the tab. */

const KEY = 'casement/unsaved-drafts';
const stored = z.record(z.string(), z.record(conversationId, draft));

/** Something that keeps texts by name: the tab's own store. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export type UnsavedDrafts = ReadonlyMap<ConversationId, Draft>;

function readAll(store: TextStore): z.output<typeof stored> {
  try {
    const parsed = stored.safeParse(JSON.parse(store.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** What a person had typed in this tab when the page went, and the core had not yet. */
export function readUnsaved(store: TextStore, person: string): UnsavedDrafts {
  const own = readAll(store)[person] ?? {};
  return new Map(
    Object.entries(own).flatMap(([id, one]) => {
      const parsed = conversationId.safeParse(id);
      return parsed.success ? [[parsed.data, one]] : [];
    }),
  );
}

/** Keeps what the core has not yet; nothing: forgets what was kept. */
export function keepUnsaved(store: TextStore, person: string, drafts: UnsavedDrafts): void {
  const all = { ...readAll(store), [person]: Object.fromEntries(drafts) };
  const left = Object.entries(all).filter(([, own]) => Object.keys(own).length > 0);
  try {
    if (left.length === 0) store.removeItem(KEY);
    else store.setItem(KEY, JSON.stringify(Object.fromEntries(left)));
  } catch {
    // A full or closed store keeps nothing; the page still has what is typed.
  }
}
