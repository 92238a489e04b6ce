import { describe, expect, it } from 'vitest';
import {
  createOf,
  editOf,
  faultsOf,
  type FormState,
  formOf,
} from '../../../../renderer/features/contacts/form-state.ts';
import { COMMANDS } from '../../../../shared/contract/commands.ts';
import { contactFieldId, contactId, tagId } from '../../../../shared/contract/ids.ts';
import type { ContactFieldRecord, ContactRecord } from '../../../../shared/contract/records.ts';
import { blankContact } from '../../../../shared/domain/contact/changes.ts';

const ID = contactId.parse('018f0000-0000-7000-8000-000000000001');
const TAG = tagId.parse('018f0000-0000-7000-8000-000000000002');
const BOXES = contactFieldId.parse('018f0000-0000-7000-8000-000000000003');
const FIELDS: readonly ContactFieldRecord[] = [
  { id: BOXES, name: 'Boxes', kind: 'number', options: [], archived: false },
];
const PHONE = { channel: 'whatsapp', address: '+525512345678' } as const;
const contact: ContactRecord = {
  ...blankContact({ id: ID, name: 'Ferretería Sol', source: 'person' }, 0),
  company: 'Sol SA',
  identities: [PHONE],
  tagIds: [TAG],
  fields: { [BOXES]: 12 },
};
const form = (part: Partial<FormState> = {}): FormState => ({ ...formOf(contact), ...part });

describe('the form of a contact', () => {
  it('changes nothing where nothing was typed', () => {
    expect(editOf(contact, form(), FIELDS)).toEqual({ edit: null, tag: null });
  });

  it('says only what changed, and empties what was emptied', () => {
    const { edit, tag } = editOf(
      contact,
      form({ name: ' Ferretería Luna ', company: '', fields: { [BOXES]: '' }, tagIds: [] }),
      FIELDS,
    );
    expect(edit).toEqual({
      contactId: ID,
      set: { name: 'Ferretería Luna', company: null, fields: { [BOXES]: null } },
      addIdentities: [],
      removeIdentities: [],
    });
    expect(tag).toEqual({ contactIds: [ID], add: [], remove: [TAG] });
  });

  it('adds a number on each channel that it is for, and removes the struck out one', () => {
    const { edit } = editOf(contact, form({ number: ' 55 9876 5432 ', removed: [PHONE] }), FIELDS);
    expect(edit?.addIdentities).toEqual([
      { channel: 'whatsapp', address: '55 9876 5432' },
      { channel: 'sms', address: '55 9876 5432' },
    ]);
    expect(edit?.removeIdentities).toEqual([PHONE]);
  });

  it('makes a command that the contract takes', () => {
    const filled = { ...formOf(null), name: 'Werk 7', number: '0171 1234567', country: 'DE' };
    const command = createOf({ ...filled, numberFor: 'sms' }, FIELDS, ID);
    expect(COMMANDS['contact.create'].parse(command)).toMatchObject({
      name: 'Werk 7',
      country: 'DE',
      identities: [{ channel: 'sms', address: '0171 1234567' }],
    });
  });

  it.each<[string, Partial<FormState>, string | null, string[]]>([
    ['no name', { name: '  ' }, null, ['name']],
    ['a language by its name', { language: 'Spanish' }, null, ['language']],
    ['a number of no known country', { number: '55 1234 5678' }, null, ['number']],
    ['a number of the company’s country', { number: '55 1234 5678' }, 'MX', []],
    ['a number of the chosen country', { number: '0171 1234567', country: 'DE' }, 'MX', []],
    ['words for a number', { fields: { [BOXES]: 'many' } }, null, [`field:${BOXES}`]],
    ['a number with a comma', { fields: { [BOXES]: '1,5' } }, null, []],
  ])('finds %s', (_, part, home, faults) => {
    expect([...faultsOf(form(part), FIELDS, home)]).toEqual(faults);
  });
});
