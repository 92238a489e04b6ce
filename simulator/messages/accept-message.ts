import type { Engine } from '../core/engine.ts';
import type { MessageRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { channelOf } from '../platform/addresses.ts';
import { smsSegments } from '../platform/sms-segments.ts';
import { bodyOf, fillIn, mediaOf } from '../platform/template-text.ts';
import type { SendRequest } from './send-request.ts';

/**
 * Accepts a checked request: from here on the provider has the message. It starts as `queued`
 * and its release is put into the queue.
 */
export function acceptMessage(
  engine: Engine,
  account: AccountState,
  request: SendRequest,
): MessageRecord {
  const content = account.contents.get(request.contentSid ?? '');
  const values = { ...content?.variables, ...request.contentVariables };
  const body = content === undefined ? request.body : fillIn(bodyOf(content), values);
  const fromTemplate = content === undefined ? [] : mediaOf(content);
  // WhatsApp uses the first media alone.
  const given =
    channelOf(request.to) === 'whatsapp' ? request.mediaUrls.slice(0, 1) : request.mediaUrls;
  const mediaUrls = content === undefined ? given : fromTemplate.map((url) => fillIn(url, values));
  const now = engine.clock.now();
  const message: MessageRecord = {
    sid: engine.nextSid(mediaUrls.length > 0 ? 'MM' : 'SM', account.sid),
    direction: 'outbound-api',
    from: request.sender.address,
    to: request.to,
    body,
    numSegments: channelOf(request.to) === 'sms' ? smsSegments(body) : 1,
    numMedia: mediaUrls.length,
    status: 'queued',
    errorCode: null,
    dateCreated: now,
    dateUpdated: now,
    dateSent: null,
    statusCallback: request.statusCallback ?? request.sender.webhook.statusCallbackUrl,
    validUntil: now + request.validitySeconds * 1000,
    contentSid: request.contentSid,
    contentVariables: request.contentVariables,
    mediaUrls: [...mediaUrls],
    media: [],
    inbound: null,
    price: null,
    dateEnded: null,
  };
  engine.record({ type: 'accepted', account: account.sid, message }, now);
  engine.schedule(
    { kind: 'release', account: account.sid, sid: message.sid },
    now + engine.pace.sentMs,
  );
  return message;
}
