import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { cannedValues } from '../../../../renderer/features/canned/canned-values.ts';
import { findCanned } from '../../../../renderer/features/canned/find-canned.ts';
import { checkText } from '../../../../renderer/features/composer/text-check.ts';
import { cannedReplyId } from '../../../../shared/contract/ids.ts';
import type { CannedReplyRecord } from '../../../../shared/contract/records.ts';
import { aContact, aPerson, aTenant } from '../../../support/sample-records.ts';

function aReply(with_: Partial<CannedReplyRecord>): CannedReplyRecord {
  return {
    id: cannedReplyId.parse(v7()),
    title: 'Title',
    shortcut: 'short',
    text: 'Text',
    channel: null,
    archived: false,
    ...with_,
  };
}

const REPLIES = [
  aReply({ title: 'Cotización lista', shortcut: 'quote', text: 'Su cotización está lista' }),
  aReply({ title: 'Back in stock', shortcut: 'stock', text: 'Ask me for a quote' }),
  aReply({ title: 'Only by SMS', shortcut: 'sms', channel: 'sms' }),
  aReply({ title: 'Gone', shortcut: 'gone', archived: true }),
];
const titles = (query: string, channel: 'whatsapp' | 'sms' = 'whatsapp') =>
  findCanned(REPLIES, channel, query).map(({ title }) => title);

it('offers what is of the channel and in use', () => {
  expect(titles('')).toEqual(['Back in stock', 'Cotización lista']);
  expect(titles('', 'sms')).toEqual(['Back in stock', 'Cotización lista', 'Only by SMS']);
});

it('finds by any of its words without accents, the shortcut first', () => {
  expect(titles('/quo')).toEqual(['Cotización lista', 'Back in stock']);
  expect(titles('COTIZACION esta')).toEqual(['Cotización lista']);
  expect(titles('quote nowhere')).toEqual([]);
});

it('nobody is called by their number', () => {
  const session = { person: aPerson({ name: 'Nora' }), tenant: aTenant() };
  const unknown = aContact({ name: '+52 55 5555 0123', company: null });
  expect(cannedValues(unknown, session)).toMatchObject({
    'contact.name': null,
    'contact.company': null,
    'me.name': 'Nora',
  });
  expect(cannedValues(aContact({ name: '3M México' }), session)['contact.name']).toBe('3M México');
});

it('a text with an open place is not sent', () => {
  expect(checkText('Hello {{contact.name}}').sendable).toBe(false);
  expect(checkText('Hello {{whatever}} {you}').sendable).toBe(true);
});
