import { describe, expect, it } from 'vitest';
import {
  readChannels,
  readConsents,
} from '../../../../relay/services/contacts/import/read-consent.ts';

const proof = { source: 'order form', evidence: 'box ticked, form 12' };

function stateOf(cell: string): string {
  const { consents, faults } = readConsents(new Map([['optInSms', cell]]), proof);
  return faults[0] ?? consents[0]?.state ?? 'nothing';
}

describe('what a file says of permissions', () => {
  it.each([
    ['yes', 'opted_in'],
    ['Sí', 'opted_in'],
    ['OUI', 'opted_in'],
    ['opted_in', 'opted_in'],
    ['x', 'opted_in'],
    ['no', 'opted_out'],
    ['Não', 'opted_out'],
    ['opt-out', 'opted_out'],
    ['unknown', 'nothing'],
    ['perhaps', '"perhaps" is neither yes nor no'],
  ])('reads %j', (cell, state) => {
    expect(stateOf(cell)).toBe(state);
  });

  it('takes no opt-in without its proof, and every refusal', () => {
    const words = new Map([
      ['optInWhatsapp', 'yes'],
      ['optInSms', 'no'],
    ]);
    const { consents, faults } = readConsents(words, undefined);
    expect(faults).toEqual(['an opt-in needs its proof: where and how it was given']);
    expect(consents).toMatchObject([{ channel: 'sms', state: 'opted_out', source: 'file' }]);
  });

  it('believes the row before the file as a whole', () => {
    const words = new Map([
      ['optInWhatsapp', 'yes'],
      ['consentEvidence', 'mail of 3 May'],
    ]);
    expect(readConsents(words, proof).consents).toEqual([
      { channel: 'whatsapp', state: 'opted_in', source: 'order form', evidence: 'mail of 3 May' },
    ]);
  });

  it.each([
    ['WhatsApp', ['whatsapp']],
    ['sms; whatsapp', ['sms', 'whatsapp']],
    ['sms, sms', ['sms']],
    ['fax', null],
    ['sms, fax', null],
    [';', null],
  ])('reads the channels %j', (cell, channels) => {
    expect(readChannels(cell)).toEqual(channels);
  });
});
