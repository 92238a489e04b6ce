import { describe, expect, it } from 'vitest';
import { fieldsOf, momentOf, momentsFrom } from '../../../../renderer/features/snooze/moments.ts';

/** In the zone of the machine, as the person's clock on the wall has it. */
const at = (text: string) => new Date(text).getTime();
const offered = (now: string) =>
  momentsFrom(at(now)).map((moment) => {
    const { date, time } = fieldsOf(moment.at);
    return `${moment.kind} ${date} ${time}`;
  });

describe('the moments that are offered', () => {
  it.each([
    [
      'in the morning of a Wednesday',
      '2026-11-18T09:10',
      ['laterToday 2026-11-18 12:30', 'tomorrow 2026-11-19 09:00', 'nextWeek 2026-11-23 09:00'],
    ],
    [
      'in the evening: today is over',
      '2026-11-18T19:00',
      ['tomorrow 2026-11-19 09:00', 'nextWeek 2026-11-23 09:00'],
    ],
    [
      'on a Monday: next week is a week away',
      '2026-11-23T09:00',
      ['laterToday 2026-11-23 12:00', 'tomorrow 2026-11-24 09:00', 'nextWeek 2026-11-30 09:00'],
    ],
    [
      'on a Sunday: next week is tomorrow already',
      '2026-11-22T18:00',
      ['laterToday 2026-11-22 21:00', 'tomorrow 2026-11-23 09:00'],
    ],
    [
      'on the last night of a year',
      '2026-12-31T23:59:59',
      ['tomorrow 2027-01-01 09:00', 'nextWeek 2027-01-04 09:00'],
    ],
  ])('%s', (_, now, expected) => {
    expect(offered(now)).toEqual(expected);
  });

  it('are never in the past', () => {
    const start = at('2026-03-23T00:00');
    for (let now = start; now < start + 14 * 86_400_000; now += 17 * 60_000) {
      expect(momentsFrom(now).every((moment) => moment.at > now)).toBe(true);
    }
  });
});

it('fields lead back to their moment, and to none where they say none', () => {
  const now = at('2026-11-18T09:10');
  const { date, time } = fieldsOf(now);
  expect(momentOf(date, time)).toBe(now);
  expect(momentOf('', time)).toBeNull();
  expect(momentOf(date, '')).toBeNull();
  expect(momentOf('2026-13-40', time)).toBeNull();
});
