import type { CommandInput } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import {
  checkVariables,
  MAX_FILLED_LENGTH,
  renderTemplate,
} from '../../../shared/domain/template/variables.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandHandler, CommandHandlers } from '../commands/handler.ts';
import { validUntil } from './checks.ts';
import { moveTo } from './move.ts';
import { type NewMessage, queueMessage, type Writing } from './new-message.ts';
import { mustBeIn, openConversation, refuseIfHeldBack } from './opening.ts';
import { sendMedia } from './send-media.ts';
import {
  findTemplate,
  lockConversation,
  type LockedConversation,
  lockMessage,
} from './send-store.ts';

export type SendingCommand =
  | 'message.sendText'
  | 'message.sendTemplate'
  | 'message.sendMedia'
  | 'message.cancel'
  | 'message.decide';

/**
 * The commands of sending.
 *
 * @param wake called after a commit that gives the dispatcher something to do
 */
export function sendingCommands(wake: () => void): CommandHandlers<SendingCommand> {
  const thenWake =
    <N extends SendingCommand>(handler: CommandHandler<N>): CommandHandler<N> =>
    async (context, input) => {
      const result = await handler(context, input);
      context.afterCommit(wake);
      return result;
    };
  return {
    'message.sendText': thenWake(sendText),
    'message.sendTemplate': thenWake(sendTemplate),
    'message.sendMedia': thenWake(sendMedia),
    'message.cancel': thenWake(cancel),
    'message.decide': thenWake(decide),
  };
}

/** Queues a text, of a person or of a program. @throws {RefusedError} if a rule forbids it now */
export async function sendText(
  context: Writing,
  input: CommandInput<'message.sendText'>,
): Promise<void> {
  const { tx, now } = context;
  const conversation = await openConversation(tx, input.conversationId);
  const text = textFor(conversation, input, now);
  if (text.repliesToId !== null) await mustBeIn(tx, conversation, text.repliesToId);
  await queueMessage(context, conversation, text);
}

/** The text as it is queued. @throws {RefusedError} if a rule forbids it now */
export function textFor(
  conversation: LockedConversation,
  input: CommandInput<'message.sendText'>,
  now: number,
): NewMessage {
  const end = validUntil(conversation.channel, conversation.last_inbound_at, input.validUntil);
  refuseIfHeldBack(conversation, now, { kind: 'text', validUntil: end });
  return {
    id: input.messageId,
    kind: 'text',
    body: input.body,
    template: null,
    repliesToId: input.repliesToId,
    validUntil: end,
    orderReference: input.orderReference,
  };
}

/** Queues a template, of a person or of a program. @throws {RefusedError} if a rule forbids it now */
export async function sendTemplate(
  context: Writing,
  input: CommandInput<'message.sendTemplate'>,
): Promise<void> {
  const conversation = await openConversation(context.tx, input.conversationId);
  const message = await templateFor(context.tx, conversation, input, context.now);
  await queueMessage(context, conversation, message);
}

/** The template as it is queued. @throws {RefusedError} if a rule forbids it now */
export async function templateFor(
  tx: TenantTransaction,
  conversation: LockedConversation,
  { messageId, templateId, variables, orderReference }: CommandInput<'message.sendTemplate'>,
  now: number,
): Promise<NewMessage> {
  if (conversation.channel !== 'whatsapp') {
    throw new RefusedError('invalid_input', 'templates are sent on WhatsApp alone');
  }
  const template = await findTemplate(tx, templateId, conversation.provider_account_id);
  refuseIfHeldBack(conversation, now, { kind: 'template', status: template?.status ?? null });
  if (template === undefined) throw new RefusedError('template_not_found');

  const { body: text, buttons, variables: wanted } = template.content;
  const [problem] = checkVariables(
    wanted.map(({ key }) => key),
    variables,
  );
  if (problem !== undefined) {
    throw new RefusedError(
      problem.fault === 'missing' ? 'template_variable_missing' : 'template_variable_invalid',
      `variable ${problem.key}: ${problem.fault}`,
    );
  }
  const body = renderTemplate(text, variables);
  if (body.length > MAX_FILLED_LENGTH) {
    throw new RefusedError('template_variable_invalid', 'the whole text is too long');
  }
  const shown: MessageRecord['template'] = {
    templateId: template.id,
    name: template.name,
    language: template.language,
    variables,
    buttons: buttons.map(({ title }) => title),
  };
  return {
    id: messageId,
    kind: 'template',
    body,
    template: shown,
    repliesToId: null,
    validUntil: null,
    orderReference,
  };
}

const cancel: CommandHandler<'message.cancel'> = async ({ tx }, { messageId }) => {
  const message = await openMessage(tx, messageId);
  const state = message.send?.state;
  if (state === 'cancelled') return;
  if (state !== 'queued' && state !== 'parked') {
    throw new RefusedError('already_sent');
  }
  await moveTo(tx, message, { state: 'cancelled', status: 'cancelled', problem: 'cancelled' });
};

const decide: CommandHandler<'message.decide'> = async ({ tx }, { messageId, wentOut }) => {
  const message = await openMessage(tx, messageId);
  if (message.send?.state !== 'unconfirmed') {
    throw new RefusedError('already_sent');
  }
  await moveTo(
    tx,
    message,
    wentOut
      ? { state: 'accepted', status: 'accepted', problem: null }
      : { state: 'cancelled', status: 'cancelled', problem: 'cancelled' },
  );
};

/** Locks a message's conversation, then the message. */
async function openMessage(tx: TenantTransaction, id: MessageId) {
  const place = await tx.sql
    .selectFrom('messages')
    .select('conversation_id')
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (place !== undefined) await lockConversation(tx, place.conversation_id);
  const message = place === undefined ? undefined : await lockMessage(tx, id);
  if (message === undefined) throw new RefusedError('message_not_found');
  return message;
}
