import type { InboxItem } from '../../../shared/contract/bridge.ts';
import { serviceWindow } from '../../../shared/domain/window/service-window.ts';

const MINUTE = 60_000;

/**
 * A word that changes with every minute, and at the second in which a window of the list closes.
 *
 * @param now ms by the relay
 */
export function windowsLook(items: readonly InboxItem[], now: number): string {
  const closed = items.filter(
    ({ conversation }) =>
      conversation.channel === 'whatsapp' &&
      serviceWindow(conversation.lastInboundAt, now).state === 'closed',
  );
  return `${Math.floor(now / MINUTE)} ${closed.length}`;
}
