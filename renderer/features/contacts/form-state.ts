import type { CommandInput } from '../../../shared/contract/commands.ts';
import { contactDetails, type ContactDetails } from '../../../shared/contract/commands/contacts.ts';
import {
  type ContactFieldId,
  type ContactId,
  personId,
  type TagId,
} from '../../../shared/contract/ids.ts';
import type {
  ContactFieldRecord,
  ContactIdentity,
  ContactRecord,
  FieldValue,
} from '../../../shared/contract/records.ts';
import { sameIdentity } from '../../../shared/domain/contact/identity.ts';
import { parsePhone } from '../../../shared/domain/contact/phone.ts';

/** What stands in the fields, as it was typed. */
export interface FormState {
  readonly name: string;
  readonly company: string;
  readonly language: string;
  readonly country: string;
  readonly timeZone: string;
  readonly ownerId: string;
  readonly externalId: string;
  /** A number that is to be added, in any spelling. */
  readonly number: string;
  readonly numberFor: 'both' | 'whatsapp' | 'sms';
  readonly removed: readonly ContactIdentity[];
  readonly tagIds: readonly TagId[];
  /** By the id of the field; `yes` and `no` where it asks for that, '' where it is empty. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What can be wrong with a form, under the field that it belongs to. */
export type Fault = 'name' | 'language' | 'timeZone' | 'number' | `field:${string}`;

const EMPTY: FormState = {
  name: '',
  company: '',
  language: '',
  country: '',
  timeZone: '',
  ownerId: '',
  externalId: '',
  number: '',
  numberFor: 'both',
  removed: [],
  tagIds: [],
  fields: {},
};

function typed(value: FieldValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** The fields as they are of a contact; null: of a new one. */
export function formOf(contact: ContactRecord | null): FormState {
  if (contact === null) return EMPTY;
  return {
    ...EMPTY,
    name: contact.name,
    company: contact.company ?? '',
    language: contact.language ?? '',
    country: contact.country ?? '',
    timeZone: contact.timeZone ?? '',
    ownerId: contact.ownerId ?? '',
    externalId: contact.externalId ?? '',
    tagIds: contact.tagIds,
    fields: Object.fromEntries(
      Object.entries(contact.fields).map(([id, value]) => [id, typed(value)]),
    ),
  };
}

function valueOf(text: string, kind: ContactFieldRecord['kind']): FieldValue | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (kind === 'yes_no') return trimmed === 'yes';
  return kind === 'number' ? Number(trimmed.replace(',', '.')) : trimmed;
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

function detailsOf(
  form: FormState,
  fields: readonly ContactFieldRecord[],
): Omit<ContactDetails, 'fields'> & { readonly fields: Record<ContactFieldId, FieldValue | null> } {
  return {
    name: form.name.trim(),
    company: orNull(form.company),
    language: orNull(form.language),
    country: orNull(form.country),
    timeZone: orNull(form.timeZone),
    ownerId: form.ownerId === '' ? null : personId.parse(form.ownerId),
    externalId: orNull(form.externalId),
    fields: Object.fromEntries(
      fields
        .filter(({ id }) => form.fields[id] !== undefined)
        .map(({ id, kind }) => [id, valueOf(form.fields[id] ?? '', kind)]),
    ),
  };
}

/** The number that is to be added, once per channel; none where nothing is typed. */
function added({ number, numberFor }: FormState): ContactIdentity[] {
  const address = number.trim();
  if (address === '') return [];
  const channels = numberFor === 'both' ? (['whatsapp', 'sms'] as const) : ([numberFor] as const);
  return channels.map((channel) => ({ channel, address }));
}

/**
 * What is wrong with the form.
 *
 * @param home the country of numbers without a country code where the form has none; null: unknown
 */
export function faultsOf(
  form: FormState,
  fields: readonly ContactFieldRecord[],
  home: string | null,
): ReadonlySet<Fault> {
  const details = detailsOf(form, fields);
  const faults = new Set<Fault>();
  for (const key of ['name', 'language', 'timeZone'] as const) {
    if (!contactDetails.shape[key].safeParse(details[key]).success) faults.add(key);
  }
  if (form.number.trim() !== '' && parsePhone(form.number, orNull(form.country) ?? home) === null) {
    faults.add('number');
  }
  for (const { id, kind } of fields) {
    const value = valueOf(form.fields[id] ?? '', kind);
    if (typeof value === 'number' && !Number.isFinite(value)) faults.add(`field:${id}`);
  }
  return faults;
}

/** The command that makes the contact of a form without faults. */
export function createOf(
  form: FormState,
  fields: readonly ContactFieldRecord[],
  contactId: ContactId,
): CommandInput<'contact.create'> {
  return {
    contactId,
    ...detailsOf(form, fields),
    identities: added(form),
    tagIds: [...form.tagIds],
  };
}

/** The commands that change a contact into what the form says; null: nothing of that kind changed. */
export function editOf(
  contact: ContactRecord,
  form: FormState,
  fields: readonly ContactFieldRecord[],
): {
  readonly edit: CommandInput<'contact.edit'> | null;
  readonly tag: CommandInput<'contact.tag'> | null;
} {
  const before = detailsOf(formOf(contact), fields);
  const { fields: filled, ...details } = detailsOf(form, fields);
  const changedFields = Object.fromEntries(
    Object.entries(filled).filter(([id, value]) => value !== (contact.fields[id] ?? null)),
  );
  const set: CommandInput<'contact.edit'>['set'] = {
    ...(details.name === before.name ? {} : { name: details.name }),
    ...(details.company === before.company ? {} : { company: details.company }),
    ...(details.language === before.language ? {} : { language: details.language }),
    ...(details.country === before.country ? {} : { country: details.country }),
    ...(details.timeZone === before.timeZone ? {} : { timeZone: details.timeZone }),
    ...(details.ownerId === before.ownerId ? {} : { ownerId: details.ownerId }),
    ...(details.externalId === before.externalId ? {} : { externalId: details.externalId }),
    ...(Object.keys(changedFields).length === 0 ? {} : { fields: changedFields }),
  };
  const addIdentities = added(form).filter(
    (one) => !contact.identities.some((had) => sameIdentity(had, one)),
  );
  const isEdited =
    Object.keys(set).length > 0 || addIdentities.length > 0 || form.removed.length > 0;
  const add = form.tagIds.filter((id) => !contact.tagIds.includes(id));
  const remove = contact.tagIds.filter((id) => !form.tagIds.includes(id));
  return {
    edit: isEdited
      ? { contactId: contact.id, set, addIdentities, removeIdentities: [...form.removed] }
      : null,
    tag: add.length + remove.length > 0 ? { contactIds: [contact.id], add, remove } : null,
  };
}
