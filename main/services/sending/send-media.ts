import type { BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ConversationId, MediaId } from '../../../shared/contract/ids.ts';
import type { ConversationRecord, MessageRecord } from '../../../shared/contract/records.ts';
import { attachmentFault, takesCaption } from '../../../shared/domain/attachment/attachment.ts';
import { mayWriteFreeform, windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import type { Cache } from '../../cache/cache.ts';
import { putCommand } from '../../sync/outbox.ts';
import type { Workspace } from '../session/workspace.ts';
import { takeFromDraft } from './draft-after.ts';
import { aboutOrder, newMessage } from './new-message.ts';
import { mediaSentBefore } from './sent-before.ts';

export interface SendMediaParts {
  readonly workspace: Pick<Workspace, 'cache' | 'session'>;
  /** @throws {RefusedError} `conversation_not_found`, `opted_out` */
  readonly writable: (id: ConversationId) => ConversationRecord;
  /** ms on the relay's clock. */
  readonly now: number;
  /** ms on this machine's clock. */
  readonly wall: number;
}

/** The picked file with its caption, for the channel of a conversation. */
function checked(
  cache: Cache,
  channel: ConversationRecord['channel'],
  mediaId: MediaId,
  caption: string | null,
) {
  const record = cache.attachments.record(mediaId);
  if (record === null) throw new RefusedError('attachment_not_found');
  const { contentType, size } = record;
  const fault = attachmentFault(channel, contentType, size ?? 0);
  if (fault !== null) throw new RefusedError(fault);
  const text = caption === null || caption.trim() === '' ? null : caption;
  if (text !== null && !takesCaption(contentType)) {
    throw new RefusedError('invalid_input', 'caption: a file of this kind has none');
  }
  return { record, text };
}

/**
 * Queues a file of the draft as a message. The command waits until the relay has the bytes.
 *
 * @throws {RefusedError} and leaves the draft as it is
 */
export function sendMedia(
  { workspace, writable, now, wall }: SendMediaParts,
  input: BridgeParsed<'message.sendMedia'>,
): MessageRecord {
  const { cache, session } = workspace;
  const { messageId, conversationId, mediaId, repliesToId } = input;
  const before = mediaSentBefore(cache, input, wall);
  if (before !== null) return before;
  const { channel, lastInboundAt } = writable(conversationId);
  const { record, text } = checked(cache, channel, mediaId, input.caption);
  if (!mayWriteFreeform(channel, lastInboundAt, now)) throw new RefusedError('window_closed');
  const validUntil = windowClosesAt(lastInboundAt);
  const message: MessageRecord = {
    ...newMessage(
      messageId,
      conversationId,
      session().person.id,
      now,
      { kind: 'media', body: text, template: null, repliesToId, validUntil },
      input.orderReference,
    ),
    media: [record],
  };
  const command: CommandInput<'message.sendMedia'> = {
    messageId,
    conversationId,
    mediaId,
    caption: text,
    repliesToId,
    validUntil,
    ...aboutOrder(input.orderReference),
  };
  cache.transaction(() => {
    cache.messages.put(message, 0);
    cache.attachments.setQueued(mediaId);
    takeFromDraft(cache, input, wall);
    putCommand(cache, 'message.sendMedia', command, { conversationId, messageId });
  });
  return message;
}
