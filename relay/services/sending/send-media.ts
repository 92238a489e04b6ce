import { RefusedError } from '../../../shared/contract/errors.ts';
import { attachmentFault, takesCaption } from '../../../shared/domain/attachment/attachment.ts';
import type { CommandHandler } from '../commands/handler.ts';
import { bindUpload, lockUpload } from '../media/upload-store.ts';
import { validUntil } from './checks.ts';
import { queueMessage } from './new-message.ts';
import { mustBeIn, openConversation, refuseIfHeldBack } from './opening.ts';

/** Sends a file that was put here before, under the rules of a text. One message takes it. */
export const sendMedia: CommandHandler<'message.sendMedia'> = async (context, input) => {
  const { tx, now } = context;
  const { messageId, mediaId, repliesToId } = input;
  const caption = input.caption?.trim() === '' ? null : input.caption;
  const conversation = await openConversation(tx, input.conversationId);
  const end = validUntil(conversation.channel, conversation.last_inbound_at, input.validUntil);
  refuseIfHeldBack(conversation, now, { kind: 'text', validUntil: end });
  if (repliesToId !== null) await mustBeIn(tx, conversation, repliesToId);
  const file = await lockUpload(tx, mediaId);
  if (file === undefined) throw new RefusedError('attachment_not_found');
  if (file.message_id !== null) {
    throw new RefusedError('attachment_not_found', 'another message has it');
  }
  const fault = attachmentFault(conversation.channel, file.content_type, file.size);
  if (fault !== null) throw new RefusedError(fault);
  if (caption !== null && !takesCaption(file.content_type)) {
    throw new RefusedError('invalid_input', 'caption: a file of this kind has none');
  }
  await queueMessage(context, conversation, {
    id: messageId,
    kind: 'media',
    body: caption,
    template: null,
    repliesToId,
    validUntil: end,
    orderReference: input.orderReference,
  });
  await bindUpload(tx, mediaId, file, messageId);
};
