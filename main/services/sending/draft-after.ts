import type { BridgeParsed, Draft } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { Cache } from '../../cache/cache.ts';

/* What is left of a draft after a part of it became a message. */

function keep(cache: Cache, id: ConversationId, left: Draft, now: number): void {
  const { text, template, repliesToId, attachments } = left;
  const empty = text === '' && template === null && repliesToId === null;
  cache.drafts.set(id, empty && attachments.length === 0 ? null : left, now);
}

/**
 * Takes the text out, with all that belongs to it. Picked files stay: each is a message of its
 * own.
 *
 * @param now ms on this machine's clock
 */
export function clearText(cache: Cache, id: ConversationId, now: number): void {
  const attachments = cache.drafts.get(id)?.attachments ?? [];
  keep(cache, id, { text: '', repliesToId: null, template: null, attachments }, now);
}

/**
 * Takes a file out, and the text where it went as its caption.
 *
 * @param now ms on this machine's clock
 */
export function takeFromDraft(
  cache: Cache,
  { conversationId, mediaId, caption, repliesToId }: BridgeParsed<'message.sendMedia'>,
  now: number,
): void {
  const draft = cache.drafts.get(conversationId);
  if (draft === null) return;
  const left = {
    ...draft,
    text: caption === null ? draft.text : '',
    repliesToId: repliesToId === null ? draft.repliesToId : null,
    attachments: draft.attachments.filter(({ id }) => id !== mediaId),
  };
  keep(cache, conversationId, left, now);
}
