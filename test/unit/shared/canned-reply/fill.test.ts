import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CANNED_PLACES,
  type CannedValues,
  fillCanned,
  joinCanned,
  openPlaces,
  unknownPlaces,
} from '../../../../shared/domain/canned-reply/fill.ts';

const VALUES: CannedValues = {
  'contact.name': 'Rocío',
  'contact.company': null,
  'contact.phone': ' ',
  'me.name': 'Daniel {{contact.name}}',
  'tenant.name': '$& Northwind',
};
const filled = (text: string) => joinCanned(fillCanned(text, VALUES));

describe('a canned reply', () => {
  it.each([
    ['Hello {{contact.name}}.', 'Hello Rocío.'],
    ['{{ contact.name }}{{contact.name}}', 'RocíoRocío'],
    // A value is words, whatever it looks like.
    ['{{me.name}} of {{tenant.name}}', 'Daniel {{contact.name}} of $& Northwind'],
    // What is not known stays as it is written.
    ['For {{contact.company}}: {{contact.phone}}', 'For {{contact.company}}: {{contact.phone}}'],
    ['{{contact.shoeSize}} {contact.name} {{', '{{contact.shoeSize}} {contact.name} {{'],
    ['', ''],
  ])('%s is filled as %s', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it('marks what has no value, and nothing else', () => {
    expect(fillCanned('Hi {{contact.name}} of {{contact.company}}', VALUES)).toEqual([
      { text: 'Hi ', missing: null },
      { text: 'Rocío', missing: null },
      { text: ' of ', missing: null },
      { text: '{{contact.company}}', missing: 'contact.company' },
    ]);
  });

  it('keeps every text that has no place, whole', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        expect(filled(text)).toBe(text);
        expect(openPlaces(text)).toEqual([]);
      }),
    );
  });

  it('leaves no place open where everything is known', () => {
    const known: CannedValues = {
      'contact.name': 'A',
      'contact.company': 'B',
      'contact.phone': 'C',
      'me.name': 'D',
      'tenant.name': 'E',
    };
    const part = fc.oneof(
      fc.constantFrom(...CANNED_PLACES).map((name) => `{{${name}}}`),
      fc.lorem(),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(openPlaces(joinCanned(fillCanned(parts.join(' '), known)))).toEqual([]);
      }),
    );
  });
});

it('an open place is told with where it stands; what is none of the list is told apart', () => {
  const text = 'For {{contact.company}} and {{shoe}}';
  expect(openPlaces(text)).toEqual([{ start: 4, end: 23, text: '{{contact.company}}' }]);
  expect(unknownPlaces(text)).toEqual(['{{shoe}}']);
});
