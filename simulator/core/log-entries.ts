import { z } from 'zod';
import {
  approvalRecord,
  contentRecord,
  customerRecord,
  MESSAGE_STATUSES,
  messageRecord,
  senderRecord,
} from './records.ts';
import { job, templateEvent } from './jobs.ts';

const account = z.string();
const sid = z.string();

const facts = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), seed: z.number() }),
  z.object({ type: z.literal('account'), account, authToken: z.string() }),
  z.object({ type: z.literal('sender'), account, sender: senderRecord }),
  z.object({ type: z.literal('sender-removed'), account, address: z.string() }),
  z.object({ type: z.literal('customer'), account, customer: customerRecord }),
  /** A send that was accepted: from here on the provider has it. */
  z.object({ type: z.literal('accepted'), account, message: messageRecord }),
  /** A send that was answered with an error: the provider does not have it. */
  z.object({
    type: z.literal('refused'),
    account,
    code: z.number(),
    status: z.number(),
    to: z.string().nullable(),
    from: z.string().nullable(),
    body: z.string().nullable(),
  }),
  z.object({ type: z.literal('inbound'), account, message: messageRecord }),
  z.object({ type: z.literal('imported'), account, message: messageRecord }),
  z.object({
    type: z.literal('status'),
    account,
    sid,
    status: z.enum(MESSAGE_STATUSES),
    errorCode: z.number().nullable(),
  }),
  z.object({ type: z.literal('priced'), account, sid, price: z.string() }),
  z.object({ type: z.literal('redacted'), account, sid }),
  z.object({ type: z.literal('message-removed'), account, sid }),
  z.object({
    type: z.literal('media-fetched'),
    account,
    sid,
    media: messageRecord.shape.media,
  }),
  z.object({ type: z.literal('media-removed'), account, sid, mediaSid: z.string() }),
  /** Where events of templates go; null: nowhere. */
  z.object({ type: z.literal('event-sink'), account, url: z.string().nullable() }),
  /** One delivery attempt of an event, with what came back. */
  z.object({
    type: z.literal('event'),
    account,
    sid,
    url: z.string(),
    event: templateEvent,
    attempt: z.number(),
    answer: z.number().nullable(),
    problem: z.string().nullable(),
  }),
  z.object({ type: z.literal('content'), account, content: contentRecord }),
  z.object({ type: z.literal('content-removed'), account, sid }),
  z.object({ type: z.literal('approval'), account, sid, approval: approvalRecord }),
  /** One delivery attempt of a webhook, with what came back. */
  z.object({
    type: z.literal('webhook'),
    account,
    sid,
    kind: z.enum(['status', 'inbound']),
    url: z.string(),
    /** The MessageStatus that it told, `received` for inbound. */
    status: z.enum(MESSAGE_STATUSES),
    attempt: z.number(),
    token: z.string(),
    /** The HTTP status of the answer; null: there was none. */
    answer: z.number().nullable(),
    /** Why there was no answer. */
    problem: z.string().nullable(),
  }),
  /** A fault that was asked for and has now struck. */
  z.object({
    type: z.literal('fault'),
    account,
    kind: z.string(),
    sid: z.string().nullable(),
    detail: z.string(),
  }),
]);

const stamp = z.object({
  /** Gapless number of the entry. */
  n: z.number(),
  /** Moment on the virtual clock, ms since the epoch. */
  at: z.number(),
});

/** What the simulator remembers: an entry of the log without its number and moment. */
export type LogFact = z.infer<typeof facts>;
/** One entry of the append-only log. */
export type LogEntry = LogFact & z.infer<typeof stamp>;

export const logEntry = z.intersection(stamp, facts);

/** Lines of the file that only say which work is pending; they are no facts of the log. */
export const bookkeeping = z.discriminatedUnion('type', [
  z.object({ type: z.literal('scheduled'), id: z.number(), dueAt: z.number(), job }),
  z.object({ type: z.literal('done'), id: z.number() }),
  z.object({ type: z.literal('clock'), offset: z.number() }),
]);

export type Bookkeeping = z.infer<typeof bookkeeping>;
