import type { MessageRecord, MessageStatus } from '../../../../shared/contract/records.ts';

/** The sign of a state: its icon and the colour that goes with it. */
export type StatusSign =
  'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'unsure' | 'held' | 'cancelled';

const SIGNS: { readonly [S in MessageStatus]: StatusSign | null } = {
  received: null,
  queued: 'waiting',
  sending: 'waiting',
  accepted: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
  unconfirmed: 'unsure',
  parked: 'held',
  cancelled: 'cancelled',
};

/** The sign of a message's state; null for what was received. */
export function statusSign(status: MessageStatus): StatusSign | null {
  return SIGNS[status];
}

/** One line of what happened to a message, newest first. Times in ms. */
export interface StatusStep {
  readonly status: 'sent' | 'delivered' | 'read';
  readonly at: number;
}

/** When the message was sent, delivered and read, as far as it is known, newest first. */
export function statusSteps(message: MessageRecord): readonly StatusStep[] {
  const steps: StatusStep[] = [];
  if (message.readAt !== null) steps.push({ status: 'read', at: message.readAt });
  if (message.deliveredAt !== null) steps.push({ status: 'delivered', at: message.deliveredAt });
  if (message.sentAt !== null) steps.push({ status: 'sent', at: message.sentAt });
  return steps;
}
