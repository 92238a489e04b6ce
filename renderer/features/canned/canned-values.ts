import type { Session } from '../../../shared/contract/bridge.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import type { CannedValues } from '../../../shared/domain/canned-reply/fill.ts';

/** Somebody of whom only the number is known is not called by it. */
const NUMBER = /^\+?[\d\s()-]+$/;

/** What canned replies are filled with, for one customer and the person who writes. */
export function cannedValues(
  contact: Pick<ContactRecord, 'name' | 'company' | 'phone'>,
  { person, tenant }: Pick<Session, 'person' | 'tenant'>,
): CannedValues {
  return {
    'contact.name': NUMBER.test(contact.name) ? null : contact.name,
    'contact.company': contact.company,
    'contact.phone': contact.phone,
    'me.name': person.name,
    'tenant.name': tenant.name,
  };
}
