import { z } from 'zod';
import { API_KEY_COMMANDS, API_KEY_RESULTS } from './commands/api-keys.ts';
import { AUTOMATION_COMMANDS } from './commands/automations.ts';
import { BILLING_COMMANDS, BILLING_RESULTS } from './commands/billing.ts';
import { CONTACT_COMMANDS, CONTACT_RESULTS } from './commands/contacts.ts';
import { ENDPOINT_COMMANDS, ENDPOINT_RESULTS } from './commands/endpoints.ts';
import { NOTE_COMMANDS } from './commands/notes.ts';
import { ORDER_COMMANDS, ORDER_RESULTS } from './commands/orders.ts';
import { PEOPLE_COMMANDS, PEOPLE_RESULTS } from './commands/people.ts';
import { ERASURE_COMMANDS } from './commands/erasure.ts';
import { RETENTION_COMMANDS } from './commands/retention.ts';
import { SENDER_COMMANDS } from './commands/senders.ts';
import { TEAM_COMMANDS } from './commands/team.ts';
import { TEMPLATE_COMMANDS } from './commands/templates.ts';
import { conversationId, mediaId, messageId, personId, tagId, templateId } from './ids.ts';
import { orderReference } from './order.ts';
import { tagRecord } from './records.ts';

/** The longest body that WhatsApp takes through Twilio, in characters. Source: Messages, `Body`. */
export const MAX_BODY_LENGTH = 1600;

/** The longest caption of a file, in characters. Source: WhatsApp, media messages. */
export const MAX_CAPTION_LENGTH = 1024;

const body = z
  .string()
  .max(MAX_BODY_LENGTH)
  .refine((text) => text.trim() !== '', 'is empty');

/* The commands that a desktop gives to the relay. Each carries an id made by the client, so
 * that it may be repeated after a lost answer. The id of a message is made by the client too:
 * the message is shown in its place before the relay has seen it. */
export const COMMANDS = {
  'message.sendText': z.strictObject({
    messageId,
    conversationId,
    body,
    repliesToId: messageId.nullable(),
    /** Milliseconds on the relay's clock; the relay lowers it to the end of the window. */
    validUntil: z.number().int().positive().nullable(),
    /** The order that it is about. */
    orderReference: orderReference.optional(),
  }),
  'message.sendTemplate': z.strictObject({
    messageId,
    conversationId,
    templateId,
    variables: z.record(z.string().max(16), z.string().max(MAX_BODY_LENGTH)),
    orderReference: orderReference.optional(),
  }),
  /** A file that was uploaded to the relay before, under the id that the client made for it. */
  'message.sendMedia': z.strictObject({
    messageId,
    conversationId,
    mediaId,
    caption: z.string().max(MAX_CAPTION_LENGTH).nullable(),
    repliesToId: messageId.nullable(),
    /** As with `message.sendText`. */
    validUntil: z.number().int().positive().nullable(),
    orderReference: orderReference.optional(),
  }),
  /** Takes back a message that is still queued or parked. */
  'message.cancel': z.strictObject({ messageId }),
  /** A person's word on an unconfirmed message: it went out, or it did not. */
  'message.decide': z.strictObject({ messageId, wentOut: z.boolean() }),
  'conversation.markRead': z.strictObject({ conversationId, upTo: messageId }),
  'conversation.assign': z.strictObject({ conversationId, assigneeId: personId.nullable() }),
  'conversation.resolve': z.strictObject({ conversationId }),
  'conversation.reopen': z.strictObject({ conversationId }),
  /** Makes the tag, or changes it. */
  'tag.save': z.strictObject({
    tagId,
    name: z.string().trim().min(1).max(40),
    colour: tagRecord.shape.colour,
    archived: z.boolean(),
  }),
  ...TEAM_COMMANDS,
  ...PEOPLE_COMMANDS,
  ...API_KEY_COMMANDS,
  ...CONTACT_COMMANDS,
  ...NOTE_COMMANDS,
  ...RETENTION_COMMANDS,
  ...ERASURE_COMMANDS,
  ...TEMPLATE_COMMANDS,
  ...BILLING_COMMANDS,
  ...AUTOMATION_COMMANDS,
  ...SENDER_COMMANDS,
  ...ENDPOINT_COMMANDS,
  ...ORDER_COMMANDS,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = z.output<(typeof COMMANDS)[N]>;
/** The same schemas, so typed that code for any command can use them. */
export const COMMAND_SCHEMAS: { readonly [N in CommandName]: z.ZodType<CommandInput<N>> } =
  COMMANDS;

/** What some commands answer with, beside that they were accepted. */
export const COMMAND_RESULTS = {
  ...PEOPLE_RESULTS,
  ...CONTACT_RESULTS,
  ...API_KEY_RESULTS,
  ...BILLING_RESULTS,
  ...ENDPOINT_RESULTS,
  ...ORDER_RESULTS,
} as const satisfies Partial<Record<CommandName, z.ZodType>>;
export type CommandResult<N extends CommandName> = N extends keyof typeof COMMAND_RESULTS
  ? z.output<(typeof COMMAND_RESULTS)[N]>
  : void;
/** The same schemas, so typed that code for any command can use them. */
export const RESULT_SCHEMAS: { readonly [N in CommandName]?: z.ZodType<CommandResult<N>> } =
  COMMAND_RESULTS;
/**
 * Commands whose result holds a secret. It is told once and not kept: the answer to a repetition
 * is without it.
 */
export const SECRET_RESULTS: ReadonlySet<CommandName> = new Set<CommandName>([
  'person.invite',
  'person.resetLink',
  'apiKey.create',
  'apiKey.rotate',
  'endpoint.save',
  'endpoint.rotateSecret',
]);

/** Whether a word names a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
