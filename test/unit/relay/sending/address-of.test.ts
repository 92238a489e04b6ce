import { expect, test } from 'vitest';
import { recipient } from '../../../../relay/providers/twilio/addresses.ts';
import { addressOf } from '../../../../relay/services/sending/release.ts';

test.each([
  ['whatsapp', '+5215512345678', 'whatsapp:+5215512345678'],
  ['whatsapp', 'US.4711', 'whatsapp:US.4711'],
  ['sms', '+15550111', '+15550111'],
  // Who has no number and writes SMS all the same.
  ['sms', '72466', '72466'],
  ['sms', 'Correos', 'Correos'],
] as const)('an answer on %s goes to %s as %s', (channel, address, to) => {
  expect(recipient(channel, addressOf({ channel, address }))).toBe(to);
});
