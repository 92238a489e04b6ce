import type { BridgePayload } from '../../../shared/contract/bridge.ts';
import type { NoteRecord } from '../../../shared/contract/records.ts';
import { notice } from '../../../shared/wording/notices.ts';
import type { Platform } from '../../platform/platform.ts';
import { beginningOf } from '../../sync/overlay.ts';
import type { Workspace } from '../session/workspace.ts';

/**
 * Tells the person that a colleague has named them in a note, as the system's notification and in
 * the page. However late it comes: a colleague waits for an answer.
 *
 * @param tell tells the page that the person looks at
 * @returns to be called with the notes that were not here
 */
export function createMentionAlerts(
  current: () => Workspace | null,
  notify: Platform['notify'],
  tell: (mention: BridgePayload<'mentioned'>) => void,
): (notes: readonly NoteRecord[]) => void {
  return (notes) => {
    const workspace = current();
    if (workspace === null) return;
    const me = workspace.session().person.id;
    const { conversations, contacts, directory } = workspace.cache;
    for (const { conversationId, authorId, mentionIds, body } of notes) {
      const contactId = conversations.get(conversationId)?.contactId;
      const isMine = mentionIds.includes(me) && authorId !== me && body !== null;
      if (!isMine || contactId === undefined) continue;
      const name = contacts.get(contactId)?.name ?? '';
      const author = directory.get('person', authorId)?.name ?? '';
      const text = beginningOf(body) ?? '';
      notify?.({ title: notice('mentioned', { author, name }), body: text });
      tell({ conversationId, author, name, text });
    }
  };
}
