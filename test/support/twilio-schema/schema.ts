/**
 * A compact excerpt of Twilio's public OpenAPI descriptions (twilio-oai, spec/json:
 * twilio_api_v2010, twilio_content_v1 and _v2, twilio_messaging_v2): what each answer consists
 * of. The descriptions name no required fields; those that every example there shows are
 * required here. `optional` fields may be absent, no others may be present.
 */
export interface FieldSchema {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  readonly nullable?: boolean;
  readonly optional?: boolean;
  readonly pattern?: RegExp;
  readonly enum?: readonly string[];
  readonly fields?: ResourceSchema;
  readonly items?: ResourceSchema;
}

export type ResourceSchema = Readonly<Record<string, FieldSchema>>;

const sid = (prefix: string): FieldSchema => ({
  type: 'string',
  pattern: new RegExp(`^(${prefix})[0-9a-fA-F]{32}$`),
});
/** `date-time-rfc-2822`, such as `Thu, 24 Aug 2023 05:01:45 +0000`. */
const rfc2822: FieldSchema = {
  type: 'string',
  pattern: /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/,
};
const dateTime: FieldSchema = {
  type: 'string',
  pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
};
const nullable = (field: FieldSchema): FieldSchema => ({ ...field, nullable: true });
const text: FieldSchema = { type: 'string' };
const path: FieldSchema = { type: 'string', pattern: /^\/2010-04-01\/Accounts\/AC/ };
const messageStatus = [
  'queued',
  'sending',
  'sent',
  'failed',
  'delivered',
  'undelivered',
  'receiving',
  'received',
  'accepted',
  'scheduled',
  'read',
  'partially_delivered',
  'canceled',
];

/** api.v2010.account.message */
export const MESSAGE: ResourceSchema = {
  account_sid: sid('AC'),
  api_version: { type: 'string', pattern: /^2010-04-01$/ },
  body: nullable(text),
  date_created: rfc2822,
  date_sent: nullable(rfc2822),
  date_updated: rfc2822,
  direction: {
    type: 'string',
    enum: ['inbound', 'outbound-api', 'outbound-call', 'outbound-reply'],
  },
  error_code: { type: 'integer', nullable: true },
  error_message: nullable(text),
  from: nullable(text),
  messaging_service_sid: nullable(sid('MG')),
  num_media: { type: 'string', pattern: /^\d+$/ },
  num_segments: { type: 'string', pattern: /^\d+$/ },
  price: nullable(text),
  price_unit: nullable({ type: 'string', pattern: /^[A-Z]{3}$/ }),
  sid: sid('SM|MM'),
  status: { type: 'string', enum: messageStatus },
  subresource_uris: { type: 'object', fields: { media: path } },
  to: nullable(text),
  uri: { type: 'string', pattern: /^\/2010-04-01\/Accounts\/AC\w+\/Messages\/(SM|MM)\w+\.json$/ },
};

/** api.v2010.account.message.media */
export const MEDIA: ResourceSchema = {
  account_sid: sid('AC'),
  content_type: text,
  date_created: rfc2822,
  date_updated: rfc2822,
  parent_sid: sid('SM|MM'),
  sid: sid('ME'),
  uri: path,
};

const pageOf2010: ResourceSchema = {
  end: { type: 'integer' },
  first_page_uri: path,
  next_page_uri: nullable(path),
  page: { type: 'integer' },
  page_size: { type: 'integer' },
  previous_page_uri: nullable(path),
  start: { type: 'integer' },
  uri: path,
};

/** ListMessageResponse */
export const MESSAGE_LIST: ResourceSchema = {
  ...pageOf2010,
  messages: { type: 'array', items: MESSAGE },
};

/** ListMediaResponse */
export const MEDIA_LIST: ResourceSchema = {
  ...pageOf2010,
  media_list: { type: 'array', items: MEDIA },
};

const day: FieldSchema = { type: 'string', pattern: /^\d{4}-\d{2}-\d{2}$/ };

/** api.v2010.account.usage.usage_record.usage_record_daily */
const USAGE_RECORD: ResourceSchema = {
  account_sid: sid('AC'),
  api_version: text,
  as_of: { type: 'string', pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00$/ },
  category: text,
  count: nullable({ type: 'string', pattern: /^\d+$/ }),
  count_unit: nullable(text),
  description: text,
  end_date: day,
  price: nullable({ type: 'number' }),
  price_unit: nullable({ type: 'string', pattern: /^[a-z]{3}$/ }),
  start_date: day,
  subresource_uris: { type: 'object' },
  uri: path,
  usage: nullable(text),
  usage_unit: nullable(text),
};

/** ListUsageRecordDailyResponse */
export const USAGE_RECORD_LIST: ResourceSchema = {
  ...pageOf2010,
  usage_records: { type: 'array', items: USAGE_RECORD },
};

/** What Twilio answers where something is wrong. */
export const ERROR: ResourceSchema = {
  code: { type: 'integer' },
  message: text,
  more_info: { type: 'string', pattern: /^https:\/\/www\.twilio\.com\/docs\/errors\/\d{5}$/ },
  status: { type: 'integer' },
};

const contentUrl: FieldSchema = {
  type: 'string',
  pattern: /^https:\/\/content\.twilio\.com\/v1\/Content\/HX[0-9a-fA-F]{32}(\/.*)?$/,
};
const contentFields: ResourceSchema = {
  account_sid: sid('AC'),
  date_created: dateTime,
  date_updated: dateTime,
  friendly_name: nullable(text),
  language: text,
  sid: sid('HX'),
  types: { type: 'object' },
  variables: { type: 'object' },
};

/** content.v1.content */
export const CONTENT: ResourceSchema = {
  ...contentFields,
  links: { type: 'object', fields: { approval_create: contentUrl, approval_fetch: contentUrl } },
  url: contentUrl,
};

/** content.v1.content.approval_create, and approval_requests of the lists */
export const APPROVAL: ResourceSchema = {
  allow_category_change: { type: 'boolean' },
  category: text,
  content_type: text,
  name: text,
  rejection_reason: text,
  status: {
    type: 'string',
    enum: ['unsubmitted', 'received', 'pending', 'approved', 'rejected', 'paused', 'disabled'],
  },
};

/** content.v1.content.approval_fetch */
export const APPROVAL_FETCH: ResourceSchema = {
  account_sid: sid('AC'),
  sid: sid('HX'),
  url: contentUrl,
  whatsapp: {
    type: 'object',
    fields: { type: { type: 'string', enum: ['whatsapp'] }, ...APPROVAL },
  },
};

const pageUrl = (host: string): FieldSchema => ({
  type: 'string',
  pattern: new RegExp(`^https://${host}\\.twilio\\.com/v[12]/`),
});
const meta = (host: string, key: string): FieldSchema => ({
  type: 'object',
  fields: {
    first_page_url: pageUrl(host),
    key: { type: 'string', enum: [key] },
    next_page_url: nullable(pageUrl(host)),
    page: { type: 'integer' },
    page_size: { type: 'integer' },
    previous_page_url: nullable(pageUrl(host)),
    url: pageUrl(host),
  },
});

/** ListContentResponse */
export const CONTENT_LIST: ResourceSchema = {
  contents: { type: 'array', items: CONTENT },
  meta: meta('content', 'contents'),
};

/** ListContentAndApprovalsResponse */
export const CONTENT_AND_APPROVALS_LIST: ResourceSchema = {
  contents: {
    type: 'array',
    items: { ...contentFields, approval_requests: { type: 'object', fields: APPROVAL } },
  },
  meta: meta('content', 'contents'),
};

const fieldsOf = (names: readonly string[]): ResourceSchema =>
  Object.fromEntries(names.map((name) => [name, nullable(text)]));

/** messaging.v2.channels_sender_response */
export const SENDER: ResourceSchema = {
  compliance: { type: 'object', nullable: true },
  configuration: {
    type: 'object',
    fields: fieldsOf([
      'account_type',
      'verification_code',
      'verification_method',
      'voice_application_sid',
      'waba_id',
    ]),
  },
  friendly_name: nullable(text),
  offline_reasons: {
    type: 'array',
    nullable: true,
    items: fieldsOf(['code', 'message', 'more_info']),
  },
  profile: {
    type: 'object',
    fields: {
      ...fieldsOf([
        'about',
        'accent_color',
        'address',
        'banner_url',
        'description',
        'logo_url',
        'name',
        'privacy_url',
        'terms_of_service_url',
        'use_case',
        'vertical',
      ]),
      emails: { type: 'array', nullable: true },
      phone_numbers: { type: 'array', nullable: true },
      websites: { type: 'array', nullable: true },
    },
  },
  properties: { type: 'object', fields: fieldsOf(['messaging_limit', 'quality_rating']) },
  sender_id: { type: 'string', pattern: /^whatsapp:\+\d+$/ },
  sid: sid('XE'),
  status: {
    type: 'string',
    enum: [
      'CREATING',
      'ONLINE',
      'OFFLINE',
      'PENDING_VERIFICATION',
      'VERIFYING',
      'ONLINE:UPDATING',
      'TWILIO_REVIEW',
      'DRAFT',
      'STUBBED',
    ],
  },
  url: {
    type: 'string',
    pattern: /^https:\/\/messaging\.twilio\.com\/v2\/Channels\/Senders\/XE[0-9a-fA-F]{32}$/,
  },
  webhook: {
    type: 'object',
    fields: fieldsOf([
      'callback_method',
      'callback_url',
      'fallback_method',
      'fallback_url',
      'status_callback_method',
      'status_callback_url',
    ]),
  },
};

/** ListChannelsSenderResponse */
export const SENDER_LIST: ResourceSchema = {
  meta: meta('messaging', 'senders'),
  senders: { type: 'array', items: SENDER },
};

const optional = (field: FieldSchema): FieldSchema => ({ ...field, optional: true });
const maybeText = optional(text);

/** The status callback ("Twilio's request to the StatusCallback URL"), SMS. */
export const SMS_STATUS_CALLBACK: ResourceSchema = {
  AccountSid: sid('AC'),
  ApiVersion: { type: 'string', pattern: /^2010-04-01$/ },
  ErrorCode: optional({ type: 'string', pattern: /^\d{5}$/ }),
  From: text,
  MessageSid: sid('SM|MM'),
  MessageStatus: { type: 'string', enum: messageStatus },
  RawDlrDoneDate: optional({ type: 'string', pattern: /^\d{10}$/ }),
  SmsSid: sid('SM|MM'),
  SmsStatus: { type: 'string', enum: messageStatus },
  To: text,
};

/** The same for WhatsApp. */
export const WHATSAPP_STATUS_CALLBACK: ResourceSchema = {
  AccountSid: sid('AC'),
  ApiVersion: { type: 'string', pattern: /^2010-04-01$/ },
  ChannelInstallSid: sid('XE'),
  ChannelPrefix: { type: 'string', enum: ['whatsapp'] },
  ChannelStatusMessage: maybeText,
  ChannelToAddress: text,
  ErrorCode: optional({ type: 'string', pattern: /^\d{5}$/ }),
  EventType: optional({ type: 'string', enum: ['READ'] }),
  From: { type: 'string', pattern: /^whatsapp:/ },
  MessageSid: sid('SM|MM'),
  MessageStatus: { type: 'string', enum: messageStatus },
  SmsSid: sid('SM|MM'),
  SmsStatus: { type: 'string', enum: messageStatus },
  To: { type: 'string', pattern: /^whatsapp:/ },
};

const inbound: ResourceSchema = {
  AccountSid: sid('AC'),
  ApiVersion: { type: 'string', pattern: /^2010-04-01$/ },
  Body: text,
  From: text,
  MediaContentType0: maybeText,
  MediaUrl0: optional({
    type: 'string',
    pattern: /\/Accounts\/AC\w+\/Messages\/MM\w+\/Media\/ME\w+$/,
  }),
  MessageSid: sid('SM|MM'),
  NumMedia: { type: 'string', pattern: /^\d+$/ },
  NumSegments: { type: 'string', pattern: /^\d+$/ },
  SmsMessageSid: sid('SM|MM'),
  SmsSid: sid('SM|MM'),
  SmsStatus: { type: 'string', enum: ['received'] },
  To: text,
};

/** An inbound SMS ("Twilio's request to your webhook URL"). */
export const SMS_INBOUND: ResourceSchema = inbound;

/** An inbound WhatsApp message: what Twilio adds for the channel. */
export const WHATSAPP_INBOUND: ResourceSchema = {
  ...inbound,
  Address: maybeText,
  ButtonPayload: maybeText,
  ButtonText: maybeText,
  ButtonType: maybeText,
  ChannelMetadata: text,
  ExternalUserId: optional({ type: 'string', pattern: /^[A-Z]{2}\./ }),
  Forwarded: optional({ type: 'string', enum: ['true'] }),
  Label: maybeText,
  Latitude: maybeText,
  Longitude: maybeText,
  MessageType: text,
  OriginalRepliedMessageSender: maybeText,
  OriginalRepliedMessageSid: optional(sid('SM|MM')),
  ProfileName: text,
  ReferralBody: maybeText,
  ReferralCtwaClid: maybeText,
  ReferralHeadline: maybeText,
  ReferralNumMedia: text,
  ReferralSourceId: maybeText,
  ReferralSourceType: maybeText,
  ReferralSourceUrl: maybeText,
  WaId: optional({ type: 'string', pattern: /^\d+$/ }),
};
