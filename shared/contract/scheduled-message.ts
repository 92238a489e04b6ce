import { z } from 'zod';
import { refusalCode } from './errors.ts';
import { conversationId, messageId, personId, scheduledMessageId, templateId } from './ids.ts';
import { orderReference } from './order.ts';

/** The longest body of a text, in characters; the same as of one that goes at once. */
const MAX_LENGTH = 1600;

/** What goes out when the moment comes. */
export const scheduledContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    body: z
      .string()
      .max(MAX_LENGTH)
      .refine((text) => text.trim() !== '', 'is empty'),
    repliesToId: messageId.nullable(),
  }),
  z.object({
    kind: z.literal('template'),
    templateId,
    variables: z.record(z.string().max(16), z.string().max(MAX_LENGTH)),
  }),
]);

/** A message that waits for its moment, or could not go out when it came. */
export const scheduledMessageRecord = z.object({
  id: scheduledMessageId,
  conversationId,
  content: scheduledContent,
  /** ms on the relay's clock. */
  at: z.number().int().positive(),
  /** Who wrote it; null: whoever is at this desktop, and the relay has not seen it yet. */
  byId: personId.nullable(),
  orderReference: orderReference.optional(),
  /** Why it did not go out when its moment came; null: it waits. */
  problem: refusalCode.nullable(),
});
export type ScheduledMessageRecord = z.infer<typeof scheduledMessageRecord>;
