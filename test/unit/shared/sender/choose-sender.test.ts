import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { personId, senderId, teamId } from '../../../../shared/contract/ids.ts';
import { chooseSender, type KnownSender } from '../../../../shared/domain/sender/choose-sender.ts';

const rep = personId.parse(v7());
const team = teamId.parse(v7());

function sender(more: Partial<KnownSender> = {}): KnownSender {
  return {
    id: senderId.parse(v7()),
    channel: 'whatsapp',
    status: 'online',
    rules: undefined,
    country: 'US',
    ...more,
  };
}

const none = { countries: [], personIds: [], isUsual: false };
const first = sender();
const german = sender({ country: 'DE' });
const usual = sender({ rules: { ...none, isUsual: true } });
const iberian = sender({ rules: { ...none, countries: ['ES', 'PT'] } });
const own = sender({ rules: { ...none, personIds: [rep] } });
const teams = sender({ rules: { ...none, teamIds: [team] } });
const all = [first, german, usual, iberian, teams, own];
const anybody = {
  channel: 'whatsapp',
  country: null,
  personId: null,
  teamId: null,
  history: [],
} as const;

it.each([
  [
    'the one that the contact knows',
    { history: [german.id], country: 'ES', personId: rep },
    german,
    'history',
  ],
  ['the one of whoever writes', { country: 'ES', personId: rep, teamId: team }, own, 'person'],
  ['the one of their team', { country: 'ES', teamId: team }, teams, 'team'],
  ['the one for the country', { country: 'PT' }, iberian, 'country'],
  ['one with a number of the country', { country: 'DE' }, german, 'own_country'],
  ['the usual one', { country: 'FR' }, usual, 'usual'],
  ['the usual one where nothing is known', {}, usual, 'usual'],
] as const)('begins with %s', (_what, more, expected, reason) => {
  expect(chooseSender(all, { ...anybody, ...more })).toEqual({ id: expected.id, reason });
});

it('takes one that is online before one that is not', () => {
  const offline = sender({ status: 'offline' });
  expect(chooseSender([offline, first], anybody)).toEqual({ id: first.id, reason: 'first' });
});

it('leaves out other channels, and a history of theirs', () => {
  const sms = sender({ channel: 'sms' });
  expect(chooseSender([sms], anybody)).toBeNull();
  expect(chooseSender([sms, first], { ...anybody, history: [sms.id] })?.id).toBe(first.id);
});
