import { expect, it } from 'vitest';
import { consentKeyword } from '../../../../shared/domain/consent/keywords.ts';

it.each([
  ['STOP', 'stop'],
  [' Stop. ', 'stop'],
  ['opt-out', 'stop'],
  ['ARRÊT', 'stop'],
  ['Stop all', 'stop'],
  ['ＳＴＯＰ', 'stop'],
  ['🛑 stop', 'stop'],
  ['Baja', 'stop'],
  ['START', 'start'],
  ['unstop', 'start'],
  ['please stop the delivery', null],
  ['stop?yes', null],
  ['Cancel 4711', null],
  ['remove 2', null],
  ['End 10.', null],
  ['baja 3', null],
  ['end of the week is fine', null],
  ['', null],
  [null, null],
])('%j means %s', (body, meaning) => {
  expect(consentKeyword(body)).toBe(meaning);
});
