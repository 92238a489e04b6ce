import { z } from 'zod';
import { inboundExtras, MESSAGE_STATUSES, type MessageRecord } from '../core/records.ts';
import { fingerprint } from '../core/sids.ts';
import { channelOf } from '../platform/addresses.ts';
import { priceText, providerFee } from '../platform/prices.ts';
import { smsSegments } from '../platform/sms-segments.ts';

const extras = inboundExtras.shape;

/** A message of the past, so that lists and windows agree with a relay that is filled already. */
export const historyEntry = z.object({
  sid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/),
  direction: z.enum(['inbound', 'outbound']),
  from: z.string(),
  to: z.string(),
  body: z.string().nullable(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  status: z.enum(MESSAGE_STATUSES),
  errorCode: z.number().int().nullable().default(null),
  /** `sid`: where others know the file by one already. */
  media: z
    .array(
      z.object({
        contentType: z.string(),
        base64: z.string(),
        sid: z
          .string()
          .regex(/^ME[0-9a-f]{32}$/)
          .optional(),
      }),
    )
    .default([]),
  contentSid: z.string().nullable().default(null),
  contentVariables: z.record(z.string(), z.string()).nullable().default(null),
  inbound: z
    .object({
      button: extras.button.default(null),
      location: extras.location.default(null),
      referral: extras.referral.default(null),
      repliesToSid: extras.repliesToSid.default(null),
      forwarded: extras.forwarded.default(false),
    })
    .nullable()
    .default(null),
});

export type HistoryEntry = z.input<typeof historyEntry>;

/** Statuses in which a message has not left the provider. */
const UNSENT = new Set(['queued', 'accepted', 'scheduled', 'failed', 'canceled']);

/** Statuses in which it is known what became of a message. */
const ENDED = new Set(['received', 'delivered', 'read', 'failed', 'undelivered']);

/** The message that an entry of the history stands for. */
export function messageOfHistory(entry: HistoryEntry): MessageRecord {
  const past = historyEntry.parse(entry);
  const isInbound = past.direction === 'inbound';
  const body = past.body ?? '';
  const message: MessageRecord = {
    sid: past.sid,
    direction: isInbound ? 'inbound' : 'outbound-api',
    from: past.from,
    to: past.to,
    body,
    numSegments: channelOf(past.to) === 'sms' ? smsSegments(body) : 1,
    numMedia: past.media.length,
    status: past.status,
    errorCode: past.errorCode,
    dateCreated: past.at,
    dateUpdated: past.at,
    dateSent: UNSENT.has(past.status) ? null : past.at,
    statusCallback: null,
    validUntil: null,
    contentSid: past.contentSid,
    contentVariables: past.contentVariables,
    mediaUrls: [],
    media: past.media.map(({ contentType, base64, sid }, index) => ({
      sid: sid ?? `ME${fingerprint(`${past.sid} ${String(index)}`)}`,
      contentType,
      base64,
    })),
    inbound: isInbound ? past.inbound : null,
    price: null,
    dateEnded: ENDED.has(past.status) ? past.at : null,
  };
  // What is past has its price.
  return message.dateEnded === null
    ? message
    : { ...message, price: priceText(providerFee(message)) };
}
