import type { Draft } from '../../../shared/contract/bridge.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';

/**
 * The draft after the text of a message that did not go out was put back: before what is typed
 * already, so that neither is lost.
 */
export function putBack(draft: Draft, message: Pick<MessageRecord, 'body' | 'repliesToId'>): Draft {
  const body = message.body ?? '';
  const typed = draft.text.trim();
  const text = typed === '' || typed === body.trim() ? body : `${body}\n\n${draft.text}`;
  return { ...draft, text, repliesToId: draft.repliesToId ?? message.repliesToId };
}
