import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { InboundMessage } from '../provider.ts';
import { fromTwilio } from './addresses.ts';

/**
 * A customer's message by its Message resource, which has less than the webhook: no profile name,
 * no place, no button other than its text.
 *
 * @returns null for one that was sent, or with addresses of a form that is not known
 */
export function listedInbound(
  message: Pick<MessageInstance, 'direction' | 'from' | 'to' | 'sid' | 'body'>,
): InboundMessage | null {
  if (message.direction !== 'inbound') return null;
  const [from, to] = [fromTwilio(message.from), fromTwilio(message.to)];
  if (from === null || to === null || to.address.phone === null || from.channel !== to.channel) {
    return null;
  }
  // The database takes no such character, and no text has a use for it.
  const body = message.body.replaceAll('\0', '');
  return {
    kind: 'inbound',
    providerSid: message.sid,
    channel: from.channel,
    from: from.address,
    to: to.address.phone,
    profileName: null,
    body: body === '' ? null : body,
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToSid: null,
  };
}
