import type { ImportMapping, ImportOptions } from '../../../../shared/contract/contact-import.ts';
import { contactDetails } from '../../../../shared/contract/commands/contacts.ts';
import type { PersonId, TagId } from '../../../../shared/contract/ids.ts';
import type {
  Channel,
  ContactFieldRecord,
  FieldValue,
} from '../../../../shared/contract/records.ts';
import { readFieldValue } from '../../../../shared/domain/contact/field-value.ts';
import { parsePhone } from '../../../../shared/domain/contact/phone.ts';
import { readChannels, readConsents, type RowConsent } from './read-consent.ts';

/** What the cells of a file may name. */
export interface Known {
  readonly fields: readonly Pick<ContactFieldRecord, 'id' | 'name' | 'kind' | 'options'>[];
  /** By the name in lower case. */
  readonly tags: ReadonlyMap<string, TagId>;
  /** By the address in lower case. */
  readonly people: ReadonlyMap<string, PersonId>;
  /** Of numbers without a country code. */
  readonly home: string | null;
}

/** A row of the file as a contact. What is undefined is not in the file, and is left as it is. */
export interface ReadRow {
  readonly name: string | undefined;
  readonly company: string | undefined;
  readonly phone: string | undefined;
  readonly externalId: string | undefined;
  readonly language: string | undefined;
  readonly country: string | undefined;
  readonly timeZone: string | undefined;
  readonly ownerId: PersonId | undefined;
  readonly tagIds: readonly TagId[];
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Where the number can be reached. */
  readonly channels: readonly Channel[] | undefined;
  readonly consents: readonly RowConsent[];
  /** Why it cannot come in; empty: it can. */
  readonly faults: readonly string[];
}

/** An apostrophe before what a spreadsheet would calculate is none of the cell. */
function plain(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, '');
}

type Shape = keyof typeof contactDetails.shape;

/** Reads a row of the file. @param cells in the order of `mapping` */
export function readRow(
  cells: readonly string[],
  mapping: ImportMapping,
  { defaultCountry, proof }: Pick<ImportOptions, 'defaultCountry' | 'proof'>,
  known: Known,
): ReadRow {
  const faults: string[] = [];
  const words = new Map<string, string>();
  const fields: Record<string, FieldValue> = {};
  for (const [column, target] of mapping.entries()) {
    const cell = plain(cells[column] ?? '');
    if (target === null || cell === '') continue;
    if (typeof target === 'string') words.set(target, cell);
    else readField(target.fieldId, cell);
  }

  function readField(id: string, cell: string): void {
    const field = known.fields.find((one) => one.id === id);
    const value = field === undefined ? null : readFieldValue(field, cell);
    if (value === null) faults.push(`"${cell}" is no value of ${field?.name ?? 'a field'}`);
    else fields[id] = value;
  }

  function checked(word: string, shape: Shape, given = words.get(word)): string | undefined {
    if (given === undefined) return undefined;
    const parsed = contactDetails.shape[shape].safeParse(given);
    if (parsed.success && typeof parsed.data === 'string') return parsed.data;
    faults.push(`"${given}" ${parsed.error?.issues[0]?.message ?? 'is not right'}`);
    return undefined;
  }

  const country = checked('country', 'country', words.get('country')?.toUpperCase());
  const written = words.get('phone');
  const phone =
    written === undefined ? null : parsePhone(written, country ?? defaultCountry ?? known.home);
  if (written !== undefined && phone === null) faults.push(`"${written}" is not a phone number`);

  const both = [words.get('firstName'), words.get('lastName')].filter((part) => part !== undefined);
  const name = words.get('name') ?? (both.length === 0 ? undefined : both.join(' '));

  const owner = words.get('ownerEmail');
  const ownerId = owner === undefined ? undefined : known.people.get(owner.toLowerCase());
  if (owner !== undefined && ownerId === undefined) {
    faults.push(`nobody here has the address "${owner}"`);
  }
  const tagIds: TagId[] = [];
  for (const word of (words.get('tags') ?? '').split(/[,;|]/)) {
    const tag = known.tags.get(word.trim().toLowerCase());
    if (tag !== undefined) tagIds.push(tag);
    else if (word.trim() !== '') faults.push(`there is no tag "${word.trim()}"`);
  }
  const named = words.get('channels');
  const channels = named === undefined ? undefined : readChannels(named);
  if (channels === null) faults.push(`"${named}" is no channel such as whatsapp or sms`);
  const { consents, faults: unproven } = readConsents(words, proof);
  faults.push(...unproven);
  return {
    name: checked('name', 'name', name),
    company: checked('company', 'company'),
    phone: phone?.number,
    externalId: checked('externalId', 'externalId'),
    language: checked('language', 'language', words.get('language')?.replace('-', '_')),
    country: country ?? phone?.country ?? undefined,
    timeZone: checked('timeZone', 'timeZone'),
    ownerId,
    tagIds,
    fields,
    channels: channels ?? undefined,
    consents,
    faults: words.size === 0 && Object.keys(fields).length === 0 ? ['the row is empty'] : faults,
  };
}
