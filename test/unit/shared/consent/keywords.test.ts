import { expect, it } from 'vitest';
import { consentKeyword } from '../../../../shared/domain/consent/keywords.ts';

it.each([
  ['STOP', 'stop'],
  [' Stop. ', 'stop'],
  ['opt-out', 'stop'],
  ['ARRÊT', 'stop'],
  ['Baja', 'stop'],
  ['START', 'start'],
  ['unstop', 'start'],
  ['please stop the delivery', null],
  ['stop?yes', null],
  ['end of the week is fine', null],
  ['', null],
  [null, null],
])('%j means %s', (body, meaning) => {
  expect(consentKeyword(body)).toBe(meaning);
});
