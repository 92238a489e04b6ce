import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { Channel, OptInState, TemplateRecord } from '../../../shared/contract/records.ts';
import { notSendable } from '../../../shared/domain/template/sendable.ts';
import { serviceWindow, windowClosesAt } from '../../../shared/domain/window/service-window.ts';

/** All that decides whether a message may leave at a moment. Times in ms on the relay's clock. */
export interface Situation {
  readonly now: number;
  readonly channel: Channel;
  /** Start of the customer service window; null: the customer never wrote. */
  readonly lastInboundAt: number | null;
  readonly optIn: OptInState;
  readonly senderStatus: 'online' | 'offline' | 'pending';
  readonly content:
    | { readonly kind: 'text'; readonly validUntil: number | null }
    /** The template as it is now; null: it is no longer there. */
    | { readonly kind: 'template'; readonly status: TemplateRecord['status'] | null };
  /** Of a message that the assistant wrote: whether it is still the one who speaks. */
  readonly stillOwner: boolean;
}

/**
 * Why a message may not leave, by the first rule that it breaks; null where it may.
 * The rules are those of docs/decisions/0004-sending.md.
 */
export function holdingBack(situation: Situation): RefusalCode | null {
  const { optIn, stillOwner, senderStatus } = situation;
  if (optIn === 'opted_out') return 'opted_out';
  if (!stillOwner) return 'owner_changed';
  if (senderStatus !== 'online') return 'sender_not_online';
  return ofContent(situation);
}

function ofContent({ content, channel, lastInboundAt, now, optIn }: Situation): RefusalCode | null {
  const windowIsOpen = serviceWindow(lastInboundAt, now).state === 'open';
  const withoutOptIn = optIn === 'opted_in' ? null : 'no_opt_in';
  if (content.kind === 'template') {
    if (content.status === null) return 'template_not_found';
    return notSendable(content.status) ?? (windowIsOpen ? null : withoutOptIn);
  }
  if (content.validUntil !== null && now >= content.validUntil) return 'window_closed';
  if (channel === 'whatsapp') return windowIsOpen ? null : 'window_closed';
  return lastInboundAt === null ? withoutOptIn : null;
}

/**
 * Until when a text may arrive: the earlier of what its writer wants and, on WhatsApp, the end
 * of the window.
 *
 * @param wanted ms; null: no wish
 * @returns ms; null: without end
 */
export function validUntil(
  channel: Channel,
  lastInboundAt: number | null,
  wanted: number | null,
): number | null {
  const end = channel === 'whatsapp' ? windowClosesAt(lastInboundAt) : null;
  if (end === null || wanted === null) return end ?? wanted;
  return Math.min(end, wanted);
}
