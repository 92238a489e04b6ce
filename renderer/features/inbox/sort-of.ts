import type { InboxFilter, InboxSort } from '../../../shared/contract/bridge.ts';

/** How a part of the inbox is sorted: what closes next always by what is left, the rest as chosen. */
export function sortOf(filter: InboxFilter, chosen: InboxSort): InboxSort {
  return filter === 'closing' ? 'window' : chosen;
}
