import type { ConversationRecord } from '../../../shared/contract/records.ts';
import {
  SERVICE_WINDOW_MS,
  serviceWindow,
  windowLevel,
  type WindowLevel,
} from '../../../shared/domain/window/service-window.ts';

const MINUTE = 60_000;
/** The ring moves in so many steps, so that it is drawn anew only when it can be seen. */
const STEPS = 48;

/** When the sign turns amber and red, in minutes. */
export interface Thresholds {
  readonly windowAmberMinutes: number;
  readonly windowRedMinutes: number;
}

/** What the window sign shows at one moment. */
export interface Sign {
  readonly level: WindowLevel;
  /** ms; zero unless open */
  readonly left: number;
  /** How much of the ring is full, 0 to 1. */
  readonly ring: number;
  /** ms since 1970 by the relay: when it closes or closed; null: never opened. */
  readonly moment: number | null;
}

/**
 * The sign of a conversation's window; null for SMS, which has none.
 *
 * @param now ms by the relay
 */
export function signOf(
  conversation: Pick<ConversationRecord, 'channel' | 'lastInboundAt'>,
  thresholds: Thresholds,
  now: number,
): Sign | null {
  if (conversation.channel === 'sms') return null;
  const window = serviceWindow(conversation.lastInboundAt, now);
  const level = windowLevel(
    window,
    thresholds.windowAmberMinutes * MINUTE,
    thresholds.windowRedMinutes * MINUTE,
  );
  if (window.state === 'open') {
    const ring = Math.ceil((window.left / SERVICE_WINDOW_MS) * STEPS) / STEPS;
    return { level, left: window.left, ring, moment: window.closesAt };
  }
  return {
    level,
    left: 0,
    ring: 0,
    moment: window.state === 'closed' ? window.closedAt : null,
  };
}
