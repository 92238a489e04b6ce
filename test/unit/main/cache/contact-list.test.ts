import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cache } from '../../../../main/cache/cache.ts';
import { createContactService } from '../../../../main/services/contacts/contact-service.ts';
import type { BridgeParsed } from '../../../../shared/contract/bridge.ts';
import { personId, tagId } from '../../../../shared/contract/ids.ts';
import { type ContactRecord, contactRecord } from '../../../../shared/contract/records.ts';
import { aContact } from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testCache } from '../../../support/test-cache.ts';

const uuid = (last: number): string => `0199c1de-0000-7000-8000-${String(last).padStart(12, '0')}`;
const OWNERS = [1, 2].map((last) => personId.parse(uuid(last)));
const TAGS = [3, 4].map((last) => tagId.parse(uuid(last)));
type Filter = Pick<BridgeParsed<'contacts.list'>, 'text' | 'tagId' | 'ownerId'>;

/** Words of few letters, so that many are the beginning of others; with signs, case and two scripts. */
const word = fc.string({
  unit: fc.constantFrom('a', 'Á', 'b', 'ü', 'U', 'ж'),
  minLength: 1,
  maxLength: 4,
});
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const number = fc
  .string({ unit: fc.constantFrom('0', '1', '2'), minLength: 5, maxLength: 7 })
  .map((digits) => `+49${digits}`);
const contacts = fc.array(
  fc.record({
    name: phrase,
    company: fc.option(phrase),
    phone: fc.option(number),
    other: fc.option(number),
    userId: fc.option(word.map((text) => `US.${text.replaceAll(/[^a-zA-Z]/g, 'x')}`)),
    externalId: fc.option(word),
    ownerId: fc.option(fc.constantFrom(...OWNERS)),
    tagIds: fc.uniqueArray(fc.constantFrom(...TAGS)),
    createdAt: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 30 },
);
const filters = fc.record({
  text: fc.oneof(
    fc.constant(''),
    phrase,
    word,
    phrase.map((text) => `${text} `),
    fc.constantFrom('+49', '012', '0 12', '+49 1', '491'),
  ),
  tagId: fc.option(fc.constantFrom(...TAGS)),
  ownerId: fc.option(fc.constantFrom(...OWNERS)),
});

const fold = (text: string): string =>
  text.replaceAll(/[ÁÜü]/g, (letter) => (letter === 'Á' ? 'a' : 'u')).toLowerCase();

/** Whether the name begins with what was typed: by name, these come first. */
function begins({ name }: ContactRecord, text: string): boolean {
  const asked = fold(text).replaceAll('+', ' ').trim();
  return asked !== '' && fold(name).startsWith(asked);
}

/** The same in plain words: every word is there, the last one perhaps only begun; or the digits. */
function fits(contact: ContactRecord, { text, tagId: tag, ownerId }: Filter): boolean {
  if (tag !== null && !contact.tagIds.includes(tag)) return false;
  if (ownerId !== null && contact.ownerId !== ownerId) return false;
  if (text.trim() === '') return true;
  const addresses = contact.identities.map(({ address }) => address);
  const texts = [
    contact.name,
    contact.company,
    contact.externalId,
    ...addresses.filter((one) => !one.startsWith('+')),
  ];
  const words = fold(texts.join(' '))
    .split(/[\s.]+/)
    .filter((one) => one !== '');
  const asked = fold(text)
    .replaceAll(/[+.]/g, ' ')
    .split(/\s+/)
    .filter((one) => one !== '');
  const whole = asked.slice(0, -1);
  const last = asked.at(-1) ?? '';
  const named =
    whole.every((one) => words.includes(one)) &&
    words.some((one) => (text.endsWith(' ') ? one === last : one.startsWith(last)));
  const digits = text.replaceAll(/\D/g, '').replace(/^0{1,2}/, '');
  const numbers = [contact.phone, ...addresses].filter((one) => one?.startsWith('+'));
  const isNumber = /^[\d\s+]+$/.test(text) && digits.length >= 3;
  return named || (isNumber && numbers.some((one) => one?.includes(digits)));
}

function record(
  given: Record<string, unknown>,
  phone: string | null,
  other: string | null,
  userId: string | null,
): ContactRecord {
  const identities = [
    ...[phone, other].filter((one) => one !== null).map((address) => ({ channel: 'sms', address })),
    ...(userId === null ? [] : [{ channel: 'whatsapp', address: userId }]),
  ];
  return contactRecord.parse({
    ...aContact(),
    ...given,
    phone,
    whatsappUserId: userId,
    identities,
  });
}

function serviceOf(cache: Cache) {
  return createContactService(() => ({ cache }));
}

it('lists, counts and finds as a plain look at every contact does, page by page', async () => {
  const cache = testCache({ folder: await temporaryFolder() });
  const service = serviceOf(cache);
  fc.assert(
    fc.property(
      contacts,
      filters,
      fc.constantFrom('name', 'newest'),
      fc.integer({ min: 1, max: 9 }),
      (made, filter, sort, limit) => {
        const all = made.map(({ phone, other, userId, ...given }) =>
          record(given, phone, other, userId),
        );
        cache.transaction(() => {
          cache.clearRecords();
          for (const contact of all) cache.contacts.put(contact, 1);
        });
        const wanted = all.filter((contact) => fits(contact, filter));
        const order = wanted.toSorted((one, other) =>
          sort === 'name'
            ? Number(begins(other, filter.text)) - Number(begins(one, filter.text)) ||
              Buffer.compare(Buffer.from(fold(one.name)), Buffer.from(fold(other.name))) ||
              (one.id < other.id ? -1 : 1)
            : other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1),
        );
        const listed: string[] = [];
        let after: string | null = null;
        do {
          const page: ReturnType<typeof service.list> = service.list({
            ...filter,
            sort,
            after,
            limit,
          });
          listed.push(...page.contacts.map(({ id }) => id));
          after = page.next;
        } while (after !== null);
        expect(listed).toEqual(order.map(({ id }) => id));
        expect(service.count(filter)).toEqual({ count: wanted.length });
      },
    ),
    { numRuns: 250 },
  );
});

it('finds the same among more than are put in order at once', async () => {
  const cache = testCache({ folder: await temporaryFolder() });
  const service = serviceOf(cache);
  const all = Array.from({ length: 2500 }, (_, index) =>
    aContact({
      name: `${index % 2 === 0 ? 'Ana' : 'Zoe'} ${String(index).padStart(4, '0')}`,
      phone: `+4917${String(index).padStart(5, '0')}`,
      tagIds: index % 2 === 0 ? TAGS.slice(0, 1) : [],
      ownerId: OWNERS[0] ?? null,
    }),
  );
  cache.transaction(() => {
    for (const contact of all) cache.contacts.put(contact, 1);
  });
  const names = (filter: Partial<BridgeParsed<'contacts.list'>>): string[] =>
    service
      .list({
        text: '',
        tagId: null,
        ownerId: null,
        sort: 'name',
        after: null,
        limit: 3,
        ...filter,
      })
      .contacts.map(({ name }) => name);
  expect(names({ text: 'zo' })).toEqual(['Zoe 0001', 'Zoe 0003', 'Zoe 0005']);
  expect(
    names({
      text: 'zo',
      after: JSON.stringify({ key: 'zoe 0003', id: 'f'.repeat(8) + uuid(0).slice(8) }),
    }),
  ).toEqual(['Zoe 0005', 'Zoe 0007', 'Zoe 0009']);
  expect(names({ text: '+49 17' })).toEqual(['Ana 0000', 'Ana 0002', 'Ana 0004']);
  expect(names({ tagId: TAGS[0] ?? null, text: 'ana' })).toEqual([
    'Ana 0000',
    'Ana 0002',
    'Ana 0004',
  ]);
  expect(names({ ownerId: OWNERS[0] ?? null, text: 'zoe 2499' })).toEqual(['Zoe 2499']);
  expect(service.count({ text: 'zo', tagId: null, ownerId: null })).toEqual({ count: 1250 });
});

it('takes no place that belongs to another order', async () => {
  const service = serviceOf(testCache({ folder: await temporaryFolder() }));
  const ask = (after: string) =>
    service.list({ text: '', tagId: null, ownerId: null, sort: 'newest', after, limit: 3 });
  expect(() => ask(JSON.stringify({ key: 'ana', id: uuid(9) }))).toThrow(
    'is no place in this list',
  );
  expect(() => ask('no place')).toThrow('is no place in this list');
});
