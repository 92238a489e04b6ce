import type { ProviderStatus } from '../provider.ts';

/* Twilio's status enum in the relay's words. Source: Twilio's Messages resource. */
const STATUSES: Readonly<Record<string, ProviderStatus | 'received'>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  canceled: 'failed',
  undelivered: 'undelivered',
  receiving: 'received',
  received: 'received',
};

/** Null for a status that this relay does not know: Twilio adds to its enum without notice. */
export function fromTwilioStatus(status: string): ProviderStatus | 'received' | null {
  return STATUSES[status] ?? null;
}
