import type { ContactRecord } from '../../../shared/contract/records.ts';

/** How a contact is called in a list: name, and company where it says more than the name. */
export function nameOf(
  contact: Pick<ContactRecord, 'name' | 'profileName' | 'company' | 'phone'>,
): {
  readonly name: string;
  readonly company: string | null;
} {
  const name =
    [contact.name, contact.profileName, contact.phone].find(
      (one) => one !== null && one.trim() !== '',
    ) ?? '';
  const company = contact.company?.trim() ?? '';
  return { name, company: company === '' || company === name ? null : company };
}
