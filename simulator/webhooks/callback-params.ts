import type { AccountState } from '../core/state.ts';
import type { CustomerRecord, MessageRecord, MessageStatus } from '../core/records.ts';
import { bareAddress, channelOf, phoneOf } from '../platform/addresses.ts';
import { failureOf } from '../platform/failures.ts';

type Params = Record<string, string>;

const API_VERSION = '2010-04-01';

/** What a status callback tells. */
export interface StatusEvent {
  readonly status: MessageStatus;
  readonly errorCode: number | null;
  /** The moment of the status, ms. */
  readonly at: number;
}

/**
 * The fields of a status callback (Twilio: "Twilio's request to the StatusCallback URL").
 * WhatsApp adds the channel's fields, SMS the carrier's date with its receipt.
 */
export function statusParams(
  account: AccountState,
  message: Pick<MessageRecord, 'sid' | 'from' | 'to'>,
  event: StatusEvent,
): Params {
  const params: Params = {
    AccountSid: account.sid,
    ApiVersion: API_VERSION,
    From: message.from,
    MessageSid: message.sid,
    MessageStatus: event.status,
    SmsSid: message.sid,
    SmsStatus: event.status,
    To: message.to,
  };
  if (event.errorCode !== null) params['ErrorCode'] = String(event.errorCode);
  if (channelOf(message.to) === 'sms') {
    if (event.status === 'delivered' || event.status === 'undelivered') {
      params['RawDlrDoneDate'] = receiptDate(event.at);
    }
    return params;
  }
  params['ChannelPrefix'] = 'whatsapp';
  params['ChannelToAddress'] = bareAddress(message.to);
  const install = account.senders.get(message.from)?.sid;
  if (install !== undefined) params['ChannelInstallSid'] = install;
  if (event.errorCode !== null) {
    params['ChannelStatusMessage'] = failureOf(event.errorCode).message;
  }
  if (event.status === 'read') params['EventType'] = 'READ';
  return params;
}

/** YYMMDDhhmm in GMT, as carriers write it in a delivery receipt. */
function receiptDate(at: number): string {
  return new Date(at).toISOString().replaceAll(/\D/g, '').slice(2, 12);
}

/** The fields of an inbound message (Twilio: "Twilio's request to your webhook URL"). */
export function inboundParams(
  account: AccountState,
  message: MessageRecord,
  publicUrl: string,
): Params {
  const params: Params = {
    AccountSid: account.sid,
    ApiVersion: API_VERSION,
    Body: message.body,
    From: message.from,
    MessageSid: message.sid,
    NumMedia: String(message.numMedia),
    NumSegments: String(message.numSegments),
    SmsMessageSid: message.sid,
    SmsSid: message.sid,
    SmsStatus: 'received',
    To: message.to,
  };
  for (const [index, media] of message.media.entries()) {
    params[`MediaUrl${String(index)}`] =
      `${publicUrl}/2010-04-01/Accounts/${account.sid}/Messages/${message.sid}/Media/${media.sid}`;
    params[`MediaContentType${String(index)}`] = media.contentType;
  }
  if (channelOf(message.from) === 'sms') return params;
  const customer = account.customers.get(message.from);
  return { ...params, ...personParams(message, customer), ...extraParams(account, message) };
}

function personParams(message: MessageRecord, customer: CustomerRecord | undefined): Params {
  const params: Params = { ProfileName: customer?.profileName ?? '' };
  const phone = phoneOf(message.from);
  if (phone !== null) params['WaId'] = phone.slice(1);
  const userId = customer?.externalUserId ?? (phone === null ? bareAddress(message.from) : null);
  if (userId !== null) params['ExternalUserId'] = userId;
  params['ChannelMetadata'] = JSON.stringify({
    type: 'whatsapp',
    data: { context: { ...params } },
  });
  return params;
}

function extraParams(account: AccountState, message: MessageRecord): Params {
  const params: Params = { MessageType: messageType(message), ReferralNumMedia: '0' };
  const extras = message.inbound;
  if (extras === null) return params;
  if (extras.forwarded) params['Forwarded'] = 'true';
  if (extras.button !== null) {
    params['ButtonText'] = extras.button.text;
    if (extras.button.payload !== null) params['ButtonPayload'] = extras.button.payload;
    params['ButtonType'] = 'quick_reply';
  }
  if (extras.location !== null) {
    params['Latitude'] = String(extras.location.latitude);
    params['Longitude'] = String(extras.location.longitude);
    if (extras.location.address !== null) params['Address'] = extras.location.address;
    if (extras.location.label !== null) params['Label'] = extras.location.label;
  }
  if (extras.repliesToSid !== null) {
    params['OriginalRepliedMessageSid'] = extras.repliesToSid;
    params['OriginalRepliedMessageSender'] =
      account.messages.get(extras.repliesToSid)?.from ?? message.to;
  }
  if (extras.referral !== null) {
    params['ReferralBody'] = extras.referral.body;
    params['ReferralHeadline'] = extras.referral.headline;
    params['ReferralSourceId'] = extras.referral.sourceId;
    params['ReferralSourceType'] = extras.referral.sourceType;
    params['ReferralSourceUrl'] = extras.referral.sourceUrl;
    if (extras.referral.clickId !== null) params['ReferralCtwaClid'] = extras.referral.clickId;
  }
  return params;
}

function messageType(message: MessageRecord): string {
  if (message.inbound?.button) return 'button';
  if (message.inbound?.location) return 'location';
  const type = message.media[0]?.contentType.split('/')[0];
  if (type === undefined) return 'text';
  return ['image', 'audio', 'video'].includes(type) ? type : 'document';
}
