import { z } from 'zod';

/** So many are kept: two rows of the picker. */
export const MAX_RECENT = 18;

const KEY = 'casement/recent-emoji';
const stored = z.array(z.string().min(1).max(32)).max(MAX_RECENT);

/** Something that keeps texts by name: the browser's own store. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

/** The emoji used last, the last one first. What cannot be read is as if there were none. */
export function recentEmoji(store: TextStore): readonly string[] {
  try {
    const parsed = stored.safeParse(JSON.parse(store.getItem(KEY) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Remembers that an emoji was used. */
export function rememberEmoji(store: TextStore, emoji: string): void {
  const rest = recentEmoji(store).filter((one) => one !== emoji);
  try {
    store.setItem(KEY, JSON.stringify([emoji, ...rest].slice(0, MAX_RECENT)));
  } catch {
    // A full or closed store forgets; the picker works without.
  }
}
