import type { InboxItem } from '../../../shared/contract/bridge.ts';

/** What is shown while the order is held, and how much has come since. */
export interface HeldList {
  readonly items: readonly InboxItem[];
  /** How many conversations are new to the list, or would now stand higher than they do. */
  readonly newer: number;
}

const idOf = (item: InboxItem): string => item.conversation.id;

/**
 * The list in the order that a person is reading: what would move stays in its place, with its
 * new content, until the order is let go. What is new between the others waits; what left the
 * list leaves; further pages come at the end.
 *
 * @param order ids from the top as they were when the order was held; null: not held
 * @param since ms; the newest message of the list at that moment
 */
export function heldOrder(
  order: readonly string[] | null,
  since: number,
  latest: readonly InboxItem[],
): HeldList {
  if (order === null) return { items: latest, newer: 0 };
  const byId = new Map(latest.map((item) => [idOf(item), item]));
  const known = new Set(order);
  const held = order.flatMap((id) => byId.get(id) ?? []);
  const end = latest.findLastIndex((item) => known.has(idOf(item)));
  const further = latest.filter((item, at) => at > end && !known.has(idOf(item)));
  const first = order.find((id) => byId.has(id));
  const newer = latest.filter((item, at) => {
    const waits = at < end && !known.has(idOf(item));
    return waits || (item.conversation.lastMessageAt > since && idOf(item) !== first);
  });
  return { items: [...held, ...further], newer: newer.length };
}

/** The newest message of a list, whatever it is sorted by, ms; 0 where there is none. */
export function newestOf(items: readonly InboxItem[]): number {
  return items.reduce((newest, item) => Math.max(newest, item.conversation.lastMessageAt), 0);
}
