import { z } from 'zod';
import { MESSAGE_STATUSES, SENDER_STATUSES } from './records.ts';

/** What an event of a template says: its status or its category is another one now. */
export const templateEvent = z.object({
  id: z.string(),
  kind: z.enum(['status_update', 'category_update']),
  name: z.string(),
  friendlyName: z.string().nullable(),
  language: z.string(),
  previous: z.string(),
  current: z.string(),
  /** ms on the virtual clock. */
  at: z.number(),
});
export type TemplateEvent = z.infer<typeof templateEvent>;

/** Where a callback stands: due for the first time, kept back by a fault, or a later attempt. */
const stage = z.enum(['fresh', 'held', 'late']);
const ofMessage = { account: z.string(), sid: z.string() };

/**
 * Work that falls due at a moment of the virtual clock. Jobs are data, not functions, so that
 * they are written to the log and survive a restart.
 */
export const job = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('release'), ...ofMessage }),
  z.object({ kind: z.literal('deliver'), ...ofMessage }),
  z.object({ kind: z.literal('read'), ...ofMessage }),
  z.object({ kind: z.literal('price'), ...ofMessage }),
  z.object({
    kind: z.literal('status-callback'),
    ...ofMessage,
    url: z.string(),
    status: z.enum(MESSAGE_STATUSES),
    errorCode: z.number().int().nullable(),
    token: z.string(),
    attempt: z.number().int(),
    stage,
    /** The moment of the status itself, in ms. */
    statusAt: z.number(),
  }),
  z.object({
    kind: z.literal('inbound-callback'),
    ...ofMessage,
    url: z.string(),
    token: z.string(),
    attempt: z.number().int(),
    stage,
    /** Set when the first address failed and this is the sender's fallback address. */
    failure: z.object({ code: z.number().int(), url: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('review'), account: z.string(), sid: z.string(), step: z.number() }),
  /** The end of a pause; `pauses` says of which. */
  z.object({ kind: z.literal('unpause'), ...ofMessage, pauses: z.number().int() }),
  z.object({
    kind: z.literal('template-event'),
    ...ofMessage,
    url: z.string(),
    event: templateEvent,
    attempt: z.number().int(),
    stage: z.enum(['fresh', 'late']),
  }),
  z.object({
    kind: z.literal('sender-status'),
    account: z.string(),
    address: z.string(),
    status: z.enum(SENDER_STATUSES),
  }),
  z.object({ kind: z.literal('customer-replies'), ...ofMessage }),
  z.object({
    kind: z.literal('customer-writes'),
    account: z.string(),
    /** Mean time until one of the customers writes again, in ms. */
    everyMs: z.number(),
  }),
]);

export type Job = z.infer<typeof job>;

/** Jobs of one lane run one after the other, in due order; lanes do not wait for each other. */
export function laneOf(of: Job): string {
  if ('address' in of) return of.address;
  if (of.kind === 'customer-writes') return `writing ${of.account}`;
  // A slow answer to a callback holds up later callbacks of the message, not the message.
  return 'url' in of ? `callback ${of.sid}` : of.sid;
}
