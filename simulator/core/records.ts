import { z } from 'zod';

/** Every status a Message can have (message_enum_status of Twilio's API description). */
export const MESSAGE_STATUSES = [
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
] as const;

/** Every status a sender can have (channels_sender_enum_status of Twilio's API description). */
export const SENDER_STATUSES = [
  'CREATING',
  'ONLINE',
  'OFFLINE',
  'PENDING_VERIFICATION',
  'VERIFYING',
  'ONLINE:UPDATING',
  'TWILIO_REVIEW',
  'DRAFT',
  'STUBBED',
] as const;

/** The approval statuses that Twilio's documentation names for WhatsApp. */
export const APPROVAL_STATUSES = [
  'unsubmitted',
  'received',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
] as const;

const milliseconds = z.number();
const looseObject = z.record(z.string(), z.unknown());

export const senderRecord = z.object({
  sid: z.string(),
  channel: z.enum(['whatsapp', 'sms']),
  /** `whatsapp:+…` or `+…`. */
  address: z.string(),
  friendlyName: z.string().nullable(),
  status: z.enum(SENDER_STATUSES),
  configuration: looseObject,
  webhook: z.object({
    callbackUrl: z.string().nullable(),
    fallbackUrl: z.string().nullable(),
    statusCallbackUrl: z.string().nullable(),
  }),
  profile: looseObject,
  properties: z.object({ qualityRating: z.string(), messagingLimit: z.string() }),
  offlineReasons: z
    .array(z.object({ code: z.string(), message: z.string(), moreInfo: z.string() }))
    .nullable(),
});

export const customerRecord = z.object({
  /** `whatsapp:+…`, `whatsapp:US.…` (no phone number shared) or `+…` (SMS). */
  address: z.string(),
  /** Business-scoped user id, `US.…`. */
  externalUserId: z.string().nullable(),
  profileName: z.string(),
  language: z.string(),
  /** Milliseconds from delivered to read; null: reads nothing by itself. */
  readsAfterMs: milliseconds.nullable(),
  /** Sent to delivered, as with a telephone that is off; null: the simulator's pace. */
  deliversAfterMs: milliseconds.nullable().default(null),
  /** Answers by itself; null: only when told to. */
  replies: z
    .object({
      afterMs: milliseconds,
      toFreeform: z.number().min(0).max(1),
      toTemplates: z.number().min(0).max(1),
    })
    .nullable(),
  /** Every send to this customer ends with this code; null: it arrives. */
  failsWith: z.number().int().nullable(),
  /** Senders that this customer has blocked. */
  blocked: z.array(z.string()),
});

export const locationRecord = z.object({
  latitude: z.number(),
  longitude: z.number(),
  address: z.string().nullable(),
  label: z.string().nullable(),
});

export const referralRecord = z.object({
  sourceUrl: z.string(),
  sourceId: z.string(),
  sourceType: z.enum(['ad', 'post']),
  headline: z.string(),
  body: z.string(),
  clickId: z.string().nullable(),
});

/** What an inbound message carries beyond text and media. */
export const inboundExtras = z.object({
  button: z.object({ text: z.string(), payload: z.string().nullable() }).nullable(),
  location: locationRecord.nullable(),
  referral: referralRecord.nullable(),
  repliesToSid: z.string().nullable(),
  forwarded: z.boolean(),
});

const mediaRecord = z.object({
  sid: z.string(),
  contentType: z.string(),
  base64: z.string(),
});

export const messageRecord = z.object({
  sid: z.string(),
  direction: z.enum(['inbound', 'outbound-api']),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  numSegments: z.number().int(),
  numMedia: z.number().int(),
  status: z.enum(MESSAGE_STATUSES),
  errorCode: z.number().int().nullable(),
  dateCreated: milliseconds,
  dateUpdated: milliseconds,
  dateSent: milliseconds.nullable(),
  statusCallback: z.string().nullable(),
  validUntil: milliseconds.nullable(),
  contentSid: z.string().nullable(),
  contentVariables: z.record(z.string(), z.string()).nullable(),
  mediaUrls: z.array(z.string()),
  media: z.array(mediaRecord),
  inbound: inboundExtras.nullable(),
  /** What Twilio takes for it, in USD and negative; null: not known yet. */
  price: z.string().nullable().default(null),
  /** When it was received, arrived or failed; null: not yet. */
  dateEnded: milliseconds.nullable().default(null),
});

export const approvalRecord = z.object({
  name: z.string(),
  category: z.string(),
  contentType: z.string(),
  status: z.enum(APPROVAL_STATUSES),
  rejectionReason: z.string(),
  allowCategoryChange: z.boolean(),
  /** How often its quality had it paused. */
  pauses: z.number().int().default(0),
});

export const contentRecord = z.object({
  sid: z.string(),
  friendlyName: z.string().nullable(),
  language: z.string(),
  variables: z.record(z.string(), z.string()),
  types: z.record(z.string(), looseObject),
  dateCreated: milliseconds,
  dateUpdated: milliseconds,
  approval: approvalRecord.nullable(),
});

export type SenderRecord = z.infer<typeof senderRecord>;
export type CustomerRecord = z.infer<typeof customerRecord>;
export type MessageRecord = z.infer<typeof messageRecord>;
export type MessageStatus = MessageRecord['status'];
export type MediaRecord = z.infer<typeof mediaRecord>;
export type ContentRecord = z.infer<typeof contentRecord>;
export type ApprovalRecord = z.infer<typeof approvalRecord>;
