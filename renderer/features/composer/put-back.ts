import type { Draft } from '../../../shared/contract/bridge.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { MAX_ATTACHMENTS } from '../attachments/check-picked.ts';

/**
 * The draft after the text and files of a message that did not go out were put back: before what
 * is there already, so that neither is lost. More files than a draft holds are left out.
 */
export function putBack(
  draft: Draft,
  message: Pick<MessageRecord, 'body' | 'repliesToId' | 'media'>,
): Draft {
  const body = message.body ?? '';
  const typed = draft.text.trim();
  const kept = typed === '' || typed === body.trim() ? body : `${body}\n\n${draft.text}`;
  const known = new Set(message.media.map(({ id }) => id));
  const others = draft.attachments.filter(({ id }) => !known.has(id));
  return {
    ...draft,
    text: body.trim() === '' ? draft.text : kept,
    repliesToId: draft.repliesToId ?? message.repliesToId,
    attachments: [...message.media, ...others].slice(0, MAX_ATTACHMENTS),
  };
}
