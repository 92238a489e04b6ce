import { z } from 'zod';
import { cannedReplyId, conversationId, scheduledMessageId, tagId } from '../ids.ts';
import { orderReference } from '../order.ts';
import { channel, instant } from '../records.ts';
import { scheduledContent } from '../scheduled-message.ts';

/** The longest text of a canned reply with its places unfilled, in characters. */
export const MAX_CANNED_TEXT = 1600;
/** What a shortcut is made of: what can be typed after `/` without a space. */
export const SHORTCUT = /^[\p{L}\p{N}_-]{1,32}$/u;
const MOST_TAGS = 50;

/** How a team sorts its conversations and what it writes often. */
export const TEAM_COMMANDS = {
  /** Puts tags on a conversation and takes others off. */
  'conversation.tag': z.strictObject({
    conversationId,
    add: z.array(tagId).max(MOST_TAGS),
    remove: z.array(tagId).max(MOST_TAGS),
  }),
  /** Puts an open conversation off until a moment (null: until the customer writes). */
  'conversation.snooze': z.strictObject({
    conversationId,
    until: instant.positive().nullable(),
    /**
     * The customer's last message as the person knew it: where a later one has come by the time
     * the relay hears of this, the conversation stays where it can be seen.
     */
    lastInboundAt: instant.nullable(),
  }),
  'conversation.unsnooze': z.strictObject({ conversationId }),
  /** Writes a message for a moment, or changes it while it waits; every rule is asked when it comes. */
  'scheduledMessage.save': z.strictObject({
    scheduledMessageId,
    conversationId,
    content: scheduledContent,
    /** ms on the relay's clock. */
    at: instant.positive(),
    orderReference: orderReference.optional(),
  }),
  'scheduledMessage.remove': z.strictObject({ scheduledMessageId }),
  /** Makes the canned reply, or changes it. */
  'cannedReply.save': z.strictObject({
    cannedReplyId,
    title: z.string().trim().min(1).max(80),
    shortcut: z.string().trim().toLowerCase().regex(SHORTCUT),
    text: z
      .string()
      .max(MAX_CANNED_TEXT)
      .refine((text) => text.trim() !== '', 'is empty'),
    channel: channel.nullable(),
    archived: z.boolean(),
  }),
} as const;
