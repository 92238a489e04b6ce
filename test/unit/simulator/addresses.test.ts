import { describe, expect, it } from 'vitest';
import {
  channelOf,
  countryOf,
  isRecipient,
  phoneOf,
} from '../../../simulator/platform/addresses.ts';

describe('addresses', () => {
  it.each([
    ['whatsapp:+447700900123', true],
    ['whatsapp:+5215512345678', true],
    ['whatsapp:US.1349120865', true],
    ['+12025550143', true],
    ['US.1349120865', false],
    ['whatsapp:us.134', false],
    ['whatsapp:+12', false],
    ['whatsapp:447700900123', false],
    ['+05512345678', false],
    ['messenger:123', false],
  ])('%s is a recipient: %s', (address, expected) => {
    expect(isRecipient(address)).toBe(expected);
  });

  it('say channel, number and country', () => {
    expect(channelOf('whatsapp:+12025550143')).toBe('whatsapp');
    expect(channelOf('+12025550143')).toBe('sms');
    expect(phoneOf('whatsapp:US.1349')).toBeNull();
    expect(countryOf('whatsapp:+12025550143')).toBe('US');
    expect(countryOf('whatsapp:+16045550143')).toBe('CA');
    expect(countryOf('whatsapp:BR.1349')).toBe('BR');
  });
});
