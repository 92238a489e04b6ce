import { describe, expect, it } from 'vitest';
import {
  dayName,
  dayOf,
  daysBetween,
} from '../../../../renderer/features/conversation/model/days.ts';

// Wednesday, 11 March 2026, 09:00 in Mexico City
const NOW = Date.UTC(2026, 2, 11, 15, 0);
const HOUR = 3_600_000;

describe('dayName', () => {
  it.each([
    ['now', NOW, { kind: 'today' }],
    ['after midnight', NOW - 8 * HOUR, { kind: 'today' }],
    ['before midnight', NOW - 10 * HOUR, { kind: 'yesterday' }],
    ['in 20 hours', NOW + 20 * HOUR, { kind: 'tomorrow' }],
    ['two days ago', NOW - 48 * HOUR, { kind: 'weekday', text: 'Monday' }],
    ['in three days', NOW + 72 * HOUR, { kind: 'weekday', text: 'Saturday' }],
    ['a week ago', NOW - 168 * HOUR, { kind: 'date', text: 'Wed 4 March' }],
    ['last year', NOW - 80 * 24 * HOUR, { kind: 'date', text: 'Sun 21 December 2025' }],
  ])('%s', (_, at, name) => {
    const found = dayName(at, NOW, 'America/Mexico_City', 'en-GB');
    expect('text' in found ? { ...found, text: found.text.replaceAll(',', '') } : found).toEqual(
      name,
    );
  });

  it('counts calendar days over a change of the clocks', () => {
    // In New York the clocks went forward on 8 March 2026.
    const zone = 'America/New_York';
    const saturday = dayOf(Date.UTC(2026, 2, 8, 3, 0), zone);
    const monday = dayOf(Date.UTC(2026, 2, 9, 13, 0), zone);
    expect([saturday, monday, daysBetween(saturday, monday)]).toEqual([
      '2026-03-07',
      '2026-03-09',
      2,
    ]);
  });
});
