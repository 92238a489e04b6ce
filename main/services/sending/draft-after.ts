import type { BridgeParsed, Draft } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { Cache } from '../../cache/cache.ts';

/* What is left of a draft after a part of it became a message. */

/** Keeps what is left of a draft; nothing at all where it is empty. */
export function keepDraft(cache: Cache, id: ConversationId, left: Draft, now: number): void {
  const { text, template, repliesToId, attachments, note, orderReference } = left;
  const isAbout = orderReference !== undefined;
  const empty = text === '' && template === null && repliesToId === null && !note && !isAbout;
  cache.drafts.set(id, empty && attachments.length === 0 ? null : left, now);
}

/**
 * Takes the text out, with all that belongs to it. Picked files stay: each is a message of its
 * own.
 *
 * @param now ms on this machine's clock
 */
export function clearText(cache: Cache, id: ConversationId, now: number): void {
  const { attachments = [], note } = cache.drafts.get(id) ?? {};
  const left = { text: '', repliesToId: null, template: null, attachments };
  // A note that is being written has nothing to do with what was sent.
  keepDraft(cache, id, note === undefined ? left : { ...left, note }, now);
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
  const { orderReference, ...rest } = draft;
  const isLast = draft.attachments.length <= 1 && (caption !== null || draft.text === '');
  const left = {
    ...rest,
    // All messages of one draft are about its order; what comes after them is not.
    ...(isLast || orderReference === undefined ? {} : { orderReference }),
    text: caption === null ? draft.text : '',
    repliesToId: repliesToId === null ? draft.repliesToId : null,
    attachments: draft.attachments.filter(({ id }) => id !== mediaId),
  };
  keepDraft(cache, conversationId, left, now);
}
