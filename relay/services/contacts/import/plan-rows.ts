import { v7 } from 'uuid';
import type { ImportOptions } from '../../../../shared/contract/contact-import.ts';
import { type ContactId, contactId } from '../../../../shared/contract/ids.ts';
import type { ContactIdentity, ContactRecord } from '../../../../shared/contract/records.ts';
import {
  blankContact,
  type ContactChange,
  editedContact,
} from '../../../../shared/domain/contact/changes.ts';
import { formatPhone } from '../../../../shared/domain/contact/phone.ts';
import type { RowConsent } from './read-consent.ts';
import type { ReadRow } from './read-row.ts';

/** A row of the file, read. */
export interface NumberedRow {
  readonly number: number;
  readonly row: ReadRow;
}

/** What becomes of a row. */
export interface RowOutcome {
  readonly number: number;
  readonly outcome: 'created' | 'updated' | 'skipped' | 'failed';
  readonly message: string | null;
  readonly contact_id: ContactId | null;
}

/** The contacts that the rows may mean, as they are before. */
export interface There {
  readonly contacts: readonly ContactRecord[];
  /** By E.164: whose number it is. */
  readonly byPhone: ReadonlyMap<string, ContactId>;
}

/** A permission that a row gives or takes. */
export interface PlannedConsent extends RowConsent {
  readonly contactId: ContactId;
}

/** What a group of rows does. */
export interface Plan {
  readonly outcomes: readonly RowOutcome[];
  readonly created: readonly ContactRecord[];
  readonly updated: readonly ContactRecord[];
  /** Numbers that contacts get. */
  readonly added: readonly (ContactIdentity & { readonly contactId: ContactId })[];
  /** What is recorded of permissions. */
  readonly consents: readonly PlannedConsent[];
}

function failed(message: string) {
  return { outcome: 'failed', message, contact_id: null } as const;
}

/**
 * Decides what rows do, one after the other; a later row sees what an earlier one does.
 *
 * @param now ms on the relay's clock
 */
export function planRows(
  rows: readonly NumberedRow[],
  { updateBy, channels, addTagIds, consent }: ImportOptions,
  there: There,
  now: number,
): Plan {
  const contacts = new Map(there.contacts.map((contact) => [contact.id, contact]));
  const byPhone = new Map(there.byPhone);
  const byExternalId = new Map<string, ContactId>();
  for (const { id, externalId } of there.contacts) {
    if (externalId !== null) byExternalId.set(externalId, id);
  }
  const created = new Set<ContactId>();
  const updated = new Set<ContactId>();
  const consents: PlannedConsent[] = [];
  const added: Plan['added'][number][] = [];

  function put(before: ContactRecord, row: ReadRow): boolean {
    const { name, phone, tagIds, faults: _faults, fields, channels: own, ...others } = row;
    const { consents: said, ...rest } = others;
    const set: ContactChange = { ...rest, ...(name === undefined ? {} : { name }), fields };
    const identities =
      phone === undefined ? [] : (own ?? channels).map((channel) => ({ channel, address: phone }));
    const fresh = identities.filter(
      (one) =>
        !before.identities.some(
          (had) => had.channel === one.channel && had.address === one.address,
        ),
    );
    const edited = editedContact(before, set, fresh, []);
    const wanted = consent === null ? said : [...said, { ...consent, state: 'opted_in' as const }];
    const optIn = { ...edited.optIn };
    for (const one of wanted) {
      // Only the customer takes an opt-out back; what is known already is not recorded again.
      const known = optIn[one.channel];
      if (one.state === 'opted_in' ? known !== 'unknown' : known === 'opted_out') continue;
      optIn[one.channel] = one.state;
      consents.push({ ...one, contactId: edited.id });
    }
    const after: ContactRecord = {
      ...edited,
      tagIds: [...new Set([...edited.tagIds, ...tagIds, ...addTagIds])],
      optIn,
    };
    if (JSON.stringify(after) === JSON.stringify(before)) return false;
    for (const one of fresh) added.push({ ...one, contactId: after.id });
    if (phone !== undefined) byPhone.set(phone, after.id);
    if (after.externalId !== null) byExternalId.set(after.externalId, after.id);
    contacts.set(after.id, { ...after, updatedAt: now });
    return true;
  }

  function outcomeOf(row: ReadRow): Omit<RowOutcome, 'number'> {
    if (row.faults.length > 0) return failed(row.faults.join('; '));
    const ofPhone = row.phone === undefined ? undefined : byPhone.get(row.phone);
    const ofId = row.externalId === undefined ? undefined : byExternalId.get(row.externalId);
    const meant = updateBy === 'phone' ? ofPhone : updateBy === 'externalId' ? ofId : undefined;
    const before = meant === undefined ? undefined : contacts.get(meant);
    if (before === undefined) {
      const known = ofPhone ?? ofId;
      if (known !== undefined) {
        const what = ofPhone === undefined ? 'external id' : 'number';
        const message = `there is a contact with this ${what} already`;
        return { outcome: 'skipped', message, contact_id: known };
      }
      const called =
        row.name ?? row.company ?? (row.phone === undefined ? '' : formatPhone(row.phone));
      if (called === '') return failed('a name, a company or a number is needed');
      const id = contactId.parse(v7());
      created.add(id);
      put(blankContact({ id, name: called, source: 'import' }, now), row);
      return { outcome: 'created', message: null, contact_id: id };
    }
    if (ofPhone !== undefined && ofPhone !== before.id) {
      return failed('the number belongs to another contact');
    }
    if (ofId !== undefined && ofId !== before.id) {
      return failed('the external id belongs to another contact');
    }
    if (!put(before, row)) {
      return { outcome: 'skipped', message: 'nothing new', contact_id: before.id };
    }
    if (!created.has(before.id)) updated.add(before.id);
    return { outcome: 'updated', message: null, contact_id: before.id };
  }

  const outcomes = rows.map(({ number, row }) => ({ number, ...outcomeOf(row) }));
  const those = (ids: ReadonlySet<ContactId>): readonly ContactRecord[] =>
    [...ids].flatMap((id) => contacts.get(id) ?? []);
  return {
    outcomes,
    created: those(created),
    updated: those(updated),
    added,
    consents,
  };
}
