import { z } from 'zod';
import { MAX_CAPTION_LENGTH } from '../commands.ts';
import { conversationId, mediaId, messageId, templateId } from '../ids.ts';
import { orderReference } from '../order.ts';
import { messageRecord } from '../records.ts';

const none = z.strictObject({});

/** The calls that write to customers, take back, and decide. */
export const SENDING_CALLS = {
  /**
   * Queues the reply here and clears the draft in the same transaction. Answers with the new
   * message. The page makes the message's id, and repeats the call with it where the answer was
   * lost: the message is queued once, and answered with however often it is given.
   */
  'message.sendText': {
    input: z.strictObject({
      messageId,
      conversationId,
      body: z.string().max(20_000),
      repliesToId: messageId.nullable(),
      orderReference: orderReference.optional(),
    }),
    output: messageRecord,
  },
  /** As `message.sendText`, with what is filled into a template. The typed text stays in the draft. */
  'message.sendTemplate': {
    input: z.strictObject({
      messageId,
      conversationId,
      templateId,
      variables: z.record(z.string(), z.string()),
      orderReference: orderReference.optional(),
    }),
    output: messageRecord,
  },
  /** As `message.sendText`, with a file of the draft; its caption and the file leave the draft. */
  'message.sendMedia': {
    input: z.strictObject({
      messageId,
      conversationId,
      mediaId,
      caption: z.string().max(MAX_CAPTION_LENGTH).nullable(),
      repliesToId: messageId.nullable(),
      orderReference: orderReference.optional(),
    }),
    output: messageRecord,
  },
  'message.cancel': {
    input: z.strictObject({ messageId }),
    output: none,
  },
  'message.decide': {
    input: z.strictObject({ messageId, wentOut: z.boolean() }),
    output: none,
  },
} as const;
