import type { CommandHandlers } from '../commands/handler.ts';
import { createContact } from './create-contact.ts';
import { editContact } from './edit-contact.ts';
import { mergeContacts } from './merge-contacts.ts';
import { recordConsent } from './record-consent.ts';
import { saveField } from './save-field.ts';
import { splitContact } from './split-contact.ts';
import { startConversation } from './start-conversation.ts';
import { tagContacts } from './tag-contacts.ts';

type Names =
  | 'contact.create'
  | 'contact.edit'
  | 'contact.merge'
  | 'contact.split'
  | 'contact.tag'
  | 'contact.recordConsent'
  | 'conversation.start'
  | 'contactField.save';

/** What people do with contacts. */
export const contactCommands: CommandHandlers<Names> = {
  'contact.create': async ({ tx, now }, input) => {
    await createContact(tx, input, 'person', now);
  },
  'contact.edit': async ({ tx, now }, input) => {
    await editContact(tx, input, now);
  },
  'contact.merge': async ({ tx, now, audit }, { keptId, removedId }) => {
    const note = await mergeContacts(tx, { kept: keptId, removed: removedId }, now);
    if (note !== null) await audit(note);
  },
  'contact.split': async ({ tx, now, audit }, input) => audit(await splitContact(tx, input, now)),
  'contact.tag': tagContacts,
  'contact.recordConsent': async ({ tx, now, person, audit }, input) =>
    audit(await recordConsent(tx, input, person.id, now)),
  'conversation.start': startConversation,
  'contactField.save': saveField,
};
