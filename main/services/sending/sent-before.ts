import { isDeepStrictEqual } from 'node:util';
import type { BridgeParsed } from '../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import type { Cache } from '../../cache/cache.ts';
import { clearText, takeFromDraft } from './draft-after.ts';

/* A page whose answer was lost gives the same message again, under the same id. Nothing is
 * queued then, and what the window, the opt-in or the template are meanwhile does not matter. */

/** @throws {RefusedError} `invalid_input` where the id is that of a message with other content */
function sentBefore(
  cache: Cache,
  id: MessageId,
  isSame: (message: MessageRecord) => boolean,
): MessageRecord | null {
  const found = cache.messages.get(id);
  if (found === null) return null;
  if (found.direction !== 'outbound' || !isSame(found)) {
    throw new RefusedError('invalid_input', 'messageId: is that of another message');
  }
  return found;
}

/**
 * The reply that an earlier call queued; null: it is a new one. A draft of the very same text,
 * which a page put back when it heard no answer, is cleared.
 *
 * @param now ms on this machine's clock
 * @throws {RefusedError} `invalid_input` where the id is that of another message
 */
export function textSentBefore(
  cache: Cache,
  { messageId, conversationId, body }: BridgeParsed<'message.sendText'>,
  now: number,
): MessageRecord | null {
  const found = sentBefore(
    cache,
    messageId,
    (message) =>
      message.kind === 'text' && message.conversationId === conversationId && message.body === body,
  );
  if (found === null) return null;
  if (cache.drafts.get(conversationId)?.text === body) clearText(cache, conversationId, now);
  return found;
}

/**
 * The template message that an earlier call queued; null: it is a new one. What is filled in the
 * draft is cleared where it is what went out.
 *
 * @param now ms on this machine's clock
 * @throws {RefusedError} `invalid_input` where the id is that of another message
 */
export function templateSentBefore(
  cache: Cache,
  { messageId, conversationId, templateId, variables }: BridgeParsed<'message.sendTemplate'>,
  now: number,
): MessageRecord | null {
  const found = sentBefore(
    cache,
    messageId,
    (message) =>
      message.conversationId === conversationId && message.template?.templateId === templateId,
  );
  if (found === null) return null;
  const filling = cache.drafts.get(conversationId)?.template;
  if (isDeepStrictEqual(filling, { templateId, variables })) {
    clearTemplate(cache, conversationId, now);
  }
  return found;
}

/**
 * The message with this file that an earlier call queued; null: it is a new one. A draft that
 * still has the file, as a page put it back when it heard no answer, is rid of it.
 *
 * @param now ms on this machine's clock
 * @throws {RefusedError} `invalid_input` where the id is that of another message
 */
export function mediaSentBefore(
  cache: Cache,
  input: BridgeParsed<'message.sendMedia'>,
  now: number,
): MessageRecord | null {
  const found = sentBefore(
    cache,
    input.messageId,
    (message) =>
      message.conversationId === input.conversationId && message.media[0]?.id === input.mediaId,
  );
  if (found === null) return null;
  const draft = cache.drafts.get(input.conversationId);
  const isBack = draft?.attachments.some(({ id }) => id === input.mediaId) === true;
  if (isBack) takeFromDraft(cache, input, now);
  return found;
}

/**
 * Takes the template out of a draft. The text that was typed before the window closed stays.
 *
 * @param now ms on this machine's clock
 */
export function clearTemplate(cache: Cache, id: ConversationId, now: number): void {
  const kept = cache.drafts.get(id);
  const empty = kept === null || (kept.text === '' && kept.attachments.length === 0);
  if (empty) {
    cache.drafts.set(id, null, now);
    return;
  }
  const { orderReference: _, ...left } = kept;
  cache.drafts.set(id, { ...left, template: null }, now);
}
