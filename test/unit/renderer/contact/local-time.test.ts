import { describe, expect, it } from 'vitest';
import {
  isNight,
  isTimeZone,
  minutesAhead,
} from '../../../../renderer/features/contact/local-time.ts';

const SUMMER = Date.UTC(2026, 6, 1, 12);
const WINTER = Date.UTC(2026, 0, 1, 12);

describe('the time where the customer is', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin', SUMMER, 0],
    ['America/Mexico_City', 'Europe/Berlin', SUMMER, -480],
    ['America/Mexico_City', 'Europe/Berlin', WINTER, -420],
    ['Asia/Kolkata', 'UTC', SUMMER, 330],
    ['Pacific/Auckland', 'America/Los_Angeles', WINTER, 1260],
  ])('%s is ahead of %s', (theirs, own, at, minutes) => {
    expect(minutesAhead(at, theirs, own)).toBe(minutes);
  });

  it.each([
    [6, 59, true],
    [7, 0, false],
    [20, 59, false],
    [21, 0, true],
  ])('at %i:%i it is night: %s', (hour, minute, night) => {
    expect(isNight(Date.UTC(2026, 6, 1, hour, minute), 'UTC')).toBe(night);
  });

  it('is not told for a zone that nobody knows', () => {
    expect([isTimeZone('America/Sao_Paulo'), isTimeZone('Mars/Olympus')]).toEqual([true, false]);
  });
});
