import type { ContactRecord } from '../../shared/contract/records.ts';
import { isUserId } from '../../shared/domain/contact/identity.ts';
import { tokensOf } from '../services/search/words.ts';

/** What a contact is found by and sorted by, as the cache's columns hold it. */
export interface ContactText {
  /** Every token of its words as the index folds them, with a space before and after each. */
  readonly words: string;
  /** Its numbers without `+`, with a space between them. */
  readonly digits: string;
  /** The name as lists are sorted by it: without case and signs; else the number. */
  readonly nameKey: string;
}

/** Of a record; one that an older program wrote may lack some of it. */
type Found = Pick<ContactRecord, 'name' | 'profileName' | 'company' | 'phone'> &
  Partial<Pick<ContactRecord, 'externalId' | 'whatsappUserId' | 'identities'>>;

function folded(text: string): string {
  return tokensOf(text)
    .map((token) => token.folded)
    .join(' ');
}

/** What is written beside a contact. */
export function contactText(contact: Found): ContactText {
  const { name, profileName, company, phone, externalId, whatsappUserId } = contact;
  const identities = contact.identities ?? [];
  const userIds = identities.filter(isUserId).map(({ address }) => address);
  const numbers = identities.filter((one) => !isUserId(one)).map(({ address }) => address);
  const words = [name, profileName, company, externalId, whatsappUserId, ...userIds]
    .filter((text) => text !== null && text !== undefined)
    .map(folded)
    .filter((text) => text !== '');
  const digits = [phone, ...numbers]
    .filter((number) => number !== null)
    .map((number) => number.replaceAll(/\D/g, ''));
  const unique = [...new Set(digits)].join(' ');
  return {
    words: words.length === 0 ? '' : ` ${[...new Set(words)].join(' ')} `,
    digits: unique,
    nameKey: folded(name) || folded(profileName ?? '') || unique,
  };
}
