import type { InboxItem } from '../../../shared/contract/bridge.ts';

/** What is shown while the order is held, and how much has come since. */
export interface HeldList {
  readonly items: readonly InboxItem[];
  /** How many conversations would now stand above, or higher than they do. */
  readonly newer: number;
}

const idOf = (item: InboxItem): string => item.conversation.id;

/**
 * The list in the order that a person is reading: what rose stays in its place, with its new
 * content, until the order is let go. What is new at the top waits; what left the list leaves;
 * older pages come at the end.
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
  const older = latest.filter(
    (item) => !known.has(idOf(item)) && item.conversation.lastMessageAt <= since,
  );
  const first = order.find((id) => byId.has(id));
  const newer = latest.filter(
    (item) => item.conversation.lastMessageAt > since && idOf(item) !== first,
  );
  return { items: [...held, ...older], newer: newer.length };
}
