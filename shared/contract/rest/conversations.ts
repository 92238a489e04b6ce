import { z } from 'zod';
import { contactId, conversationId, personId, senderId } from '../ids.ts';
import { channel, conversationRecord, templateRecord } from '../records.ts';
import { moment, NOTHING, pageOf, paging, type RestRoute } from './route.ts';

/** A conversation as REST shows it. */
export const restConversation = z.object({
  id: conversationId,
  contactId,
  senderId,
  channel,
  status: conversationRecord.shape.status,
  assigneeId: personId.nullable(),
  unreadCount: z.number().int().nonnegative(),
  windowClosesAt: moment
    .nullable()
    .describe('Until when a freeform text may be sent; null: the customer never wrote.'),
  lastMessageAt: moment,
});

export const CONVERSATION_ROUTES = {
  'conversations.list': {
    method: 'GET',
    path: '/conversations',
    summary: 'List conversations',
    description: 'Conversations, the one with the newest message first.',
    scope: 'conversations:read',
    params: NOTHING,
    query: z.strictObject({ ...paging, contactId: contactId.optional() }),
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: pageOf(restConversation),
    refusals: [],
  },
  'templates.list': {
    method: 'GET',
    path: '/templates',
    summary: 'List templates',
    description:
      'Templates with their variables and whether Meta has approved them, in a fixed order.',
    scope: 'templates:read',
    params: NOTHING,
    query: z.strictObject({ ...paging, status: templateRecord.shape.status.optional() }),
    body: NOTHING,
    idempotency: 'none',
    status: 200,
    answer: pageOf(templateRecord),
    refusals: [],
  },
} as const satisfies Record<string, RestRoute>;
