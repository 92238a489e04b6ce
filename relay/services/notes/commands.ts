import { RefusedError } from '../../../shared/contract/errors.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { isActivePerson, lockConversation } from '../conversations/conversation-store.ts';

/**
 * Private notes. This file and what it calls know no provider: a note is a row that desktops get
 * by synchronisation, and nothing that sends reads its table.
 */
export const noteCommands: CommandHandlers<'note.add' | 'note.remove'> = {
  'note.add': async ({ tx, person, now }, input) => {
    const conversation = await lockConversation(tx, input.conversationId);
    if (conversation === undefined) throw new RefusedError('conversation_not_found');
    // Who has left since the note was written is not told; the note stays as it is.
    const mentions: PersonId[] = [];
    for (const id of new Set(input.mentionIds)) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, and few names
      if (await isActivePerson(tx, id)) mentions.push(id);
    }
    await tx.sql
      .insertInto('notes')
      .values({
        tenant_id: tx.tenantId,
        id: input.noteId,
        conversation_id: conversation.id,
        author_id: person.id,
        body: input.body,
        mention_ids: mentions,
        // What was written offline stands where it was written; a fast clock puts nothing ahead.
        at: Math.min(input.writtenAt, now),
        removed_by: null,
      })
      .execute();
    tx.changed('note', input.noteId);
  },

  'note.remove': async ({ tx, person, audit }, { noteId }) => {
    const note = await tx.sql
      .selectFrom('notes')
      .select(['author_id', 'conversation_id', 'removed_by'])
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', noteId)
      .forUpdate()
      .executeTakeFirst();
    if (note === undefined) throw new RefusedError('note_not_found');
    if (note.author_id !== person.id && person.role === 'agent') {
      throw new RefusedError('not_allowed');
    }
    if (note.removed_by !== null) return;
    await tx.sql
      .updateTable('notes')
      .set({ body: null, mention_ids: [], removed_by: person.id })
      .where('tenant_id', '=', tx.tenantId)
      .where('id', '=', noteId)
      .execute();
    tx.changed('note', noteId);
    if (note.author_id === person.id) return;
    // Whose note it was, and never its words: they are gone.
    await audit({
      subject: { kind: 'note', id: noteId, label: 'note' },
      before: { authorId: note.author_id, conversationId: note.conversation_id },
      after: null,
    });
  },
};
