import type { InboxItem } from '../../../shared/contract/bridge.ts';

/**
 * The pages as one list. A conversation that rose while the pages were being fetched may lie in
 * two of them: its first, newer place counts.
 */
export function mergePages(
  pages: readonly { readonly items: readonly InboxItem[] }[],
): readonly InboxItem[] {
  const seen = new Set<string>();
  return pages
    .flatMap(({ items }) => items)
    .filter(({ conversation: { id } }) => {
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    });
}
