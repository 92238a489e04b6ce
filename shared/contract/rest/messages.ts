import { z } from 'zod';
import { MAX_BODY_LENGTH } from '../commands.ts';
import { REFUSALS } from '../errors.ts';
import { contactId, conversationId, messageId, personId, senderId, templateId } from '../ids.ts';
import { channel, messageRecord, messageStatus } from '../records.ts';
import { e164, moment, NOTHING, pageOf, paging, type RestRoute, whatsappUserId } from './route.ts';

const recipient = z
  .union([
    z.strictObject({ phone: e164 }),
    z.strictObject({ contactId }),
    z.strictObject({ whatsappUserId }),
  ])
  .describe('For whom: by number, by contact, or by WhatsApp user id.');

const text = z
  .strictObject({
    type: z.literal('text'),
    text: z
      .string()
      .max(MAX_BODY_LENGTH)
      .refine((words) => words.trim() !== '', 'is empty'),
    sendUntil: moment
      .optional()
      .describe('Not sent after this moment; the end of the customer service window comes first.'),
  })
  .describe('A freeform text; on WhatsApp it needs an open customer service window.');

const template = z
  .strictObject({
    type: z.literal('template'),
    template: z.union([
      z.strictObject({ id: templateId }),
      z.strictObject({ name: z.string().min(1).max(512), language: z.string().min(2).max(16) }),
    ]),
    variables: z.record(z.string().max(16), z.string().max(MAX_BODY_LENGTH)).default({}),
  })
  .describe('An approved template; outside the window it needs the customer’s opt-in.');

/** A message that is to be sent. */
export const newMessage = z.strictObject({
  to: recipient,
  channel: channel.default('whatsapp'),
  senderId: senderId
    .optional()
    .describe('Without it: the sender of the last conversation, else the first of this channel.'),
  content: z.discriminatedUnion('type', [text, template]),
  orderReference: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .optional()
    .describe('What order it is about, as your system calls it.'),
});

const codes = Object.keys(REFUSALS);

/** A message as REST shows it. */
export const restMessage = z.object({
  id: messageId,
  conversationId,
  direction: messageRecord.shape.direction,
  kind: messageRecord.shape.kind,
  body: z.string().nullable(),
  template: messageRecord.shape.template,
  author: z.object({
    kind: messageRecord.shape.author.shape.kind,
    personId: personId.nullable(),
    origin: z.string().nullable().describe('The API key that sent it, by its name.'),
  }),
  orderReference: z.string().nullable(),
  status: messageStatus,
  problem: z
    .object({
      code: z.enum(codes),
      providerCode: z.number().int().nullable().describe('The provider’s own code, such as 63016.'),
      what: z.string(),
      next: z.string(),
    })
    .nullable()
    .describe('Why it did not go out, or not through.'),
  at: moment,
  timeline: z
    .array(z.object({ status: messageStatus, at: moment }))
    .describe('What has become of it, the oldest first.'),
});
export type RestMessage = z.infer<typeof restMessage>;

export const MESSAGE_ROUTES = {
  'messages.send': {
    method: 'POST',
    path: '/messages',
    summary: 'Send a message',
    description:
      'Queues a text or a template under the rules that hold for people: the customer service window, consent, the template’s approval, the sender’s pace. What cannot go out now is refused here; what changes before it leaves is seen in the message’s `status` and `problem`.',
    scope: 'messages:send',
    params: NOTHING,
    query: NOTHING,
    body: newMessage,
    idempotency: 'required',
    status: 202,
    answer: z.object({
      id: messageId,
      conversationId,
      contactId,
      senderId,
      status: z.literal('queued'),
      at: moment,
    }),
    refusals: [
      'window_closed',
      'opted_out',
      'no_opt_in',
      'template_not_found',
      'template_not_approved',
      'template_paused',
      'template_disabled',
      'template_variable_missing',
      'template_variable_invalid',
      'contact_not_found',
      'identity_not_found',
      'phone_not_valid',
      'sender_not_found',
    ],
  },
  'messages.get': {
    method: 'GET',
    path: '/messages/{id}',
    summary: 'Read a message',
    description: 'One message with its state and what has become of it so far.',
    scope: 'messages:read',
    params: z.strictObject({ id: messageId }),
    query: NOTHING,
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: restMessage,
    refusals: ['message_not_found'],
  },
  'messages.list': {
    method: 'GET',
    path: '/messages',
    summary: 'List messages',
    description:
      'Messages of one conversation, of one contact, about one order, or all of them; the newest first.',
    scope: 'messages:read',
    params: NOTHING,
    query: z.strictObject({
      ...paging,
      conversationId: conversationId.optional(),
      contactId: contactId.optional(),
      orderReference: z.string().min(1).max(128).optional(),
    }),
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: pageOf(restMessage),
    refusals: [],
  },
} as const satisfies Record<string, RestRoute>;
