import type { EmojiData } from 'frimousse';

/** Smaller than the number of every other group. */
const RECENT_GROUP = -1;

/**
 * The emoji with those used last as a group before all others.
 *
 * @param recent as they were used, with their skin tone; unknown ones are left out
 * @param label the name of the group
 */
export function withRecent(data: EmojiData, recent: readonly string[], label: string): EmojiData {
  const known = new Map(data.emojis.map((one) => [one.emoji, one]));
  for (const one of data.emojis) {
    for (const variant of Object.values(one.skins ?? {})) known.set(variant, one);
  }
  const group = recent.flatMap((emoji) => {
    const found = known.get(emoji);
    // Chosen with a skin tone, it is offered with that one and no other.
    return found === undefined
      ? []
      : [{ ...found, emoji, skins: undefined, category: RECENT_GROUP }];
  });
  if (group.length === 0) return data;
  return {
    ...data,
    emojis: [...group, ...data.emojis],
    categories: [{ index: RECENT_GROUP, label }, ...data.categories],
  };
}
