import type { MediaRecord, MessageRecord } from '../core/records.ts';
import { failureOf } from '../platform/failures.ts';

const API_VERSION = '2010-04-01';

/** A moment (ms) in the form of RFC 2822, as the 2010 API writes dates. */
function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** The address of a message without its `.json`. */
export function messagePath(account: string, sid: string): string {
  return `/${API_VERSION}/Accounts/${account}/Messages/${sid}`;
}

/** A Message as Twilio's API describes it (api.v2010.account.message). */
export function messageResource(account: string, message: MessageRecord): Record<string, unknown> {
  const path = messagePath(account, message.sid);
  const { errorCode } = message;
  return {
    account_sid: account,
    api_version: API_VERSION,
    body: message.body,
    date_created: rfc2822(message.dateCreated),
    date_sent: message.dateSent === null ? null : rfc2822(message.dateSent),
    date_updated: rfc2822(message.dateUpdated),
    direction: message.direction,
    error_code: errorCode,
    error_message: errorCode === null ? null : failureOf(errorCode).message,
    from: message.from,
    messaging_service_sid: null,
    num_media: String(message.numMedia),
    num_segments: String(message.numSegments),
    price: message.price,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: message.to,
    uri: `${path}.json`,
  };
}

/** A Media as Twilio's API describes it (api.v2010.account.message.media). */
export function mediaResource(
  account: string,
  message: MessageRecord,
  media: MediaRecord,
): Record<string, unknown> {
  return {
    account_sid: account,
    content_type: media.contentType,
    date_created: rfc2822(message.dateCreated),
    date_updated: rfc2822(message.dateUpdated),
    parent_sid: message.sid,
    sid: media.sid,
    uri: `${messagePath(account, message.sid)}/Media/${media.sid}.json`,
  };
}
