import { describe, expect, it } from 'vitest';
import { MARKETS } from '../../../../shared/data/billing/published.ts';
import { calendarOf, dayBefore, isDay } from '../../../../shared/domain/billing/calendar.ts';
import { marketOf } from '../../../../shared/domain/billing/markets.ts';

describe('the market of a customer', () => {
  it.each([
    // Each by its longest calling code.
    ['+14155550100', '2026-11-01', 'North America'],
    ['+18095550100', '2026-11-01', 'Rest of Latin America'],
    ['+12425550100', '2026-11-01', 'Other'],
    ['+5511987654321', '2026-11-01', 'Brazil'],
    ['+821012345678', '2026-11-01', 'Other'],
    ['+79161234567', '2026-11-01', 'Russia'],
    // Those that moved, on the day before and on the day itself.
    ['+48501234567', '2026-06-30', 'Rest of Central & Eastern Europe'],
    ['+48501234567', '2026-07-01', 'Poland'],
    ['+77011234567', '2026-09-30', 'Other'],
    ['+77011234567', '2026-10-01', 'Kazakhstan'],
    ['+263712345678', '2025-09-30', 'Other'],
    ['+263712345678', '2025-10-01', 'Rest of Africa'],
    // Who is known by WhatsApp's user id alone, by the country of it.
    ['BR.13491208655302741918', '2026-11-01', 'Brazil'],
    ['KZ.1', '2026-09-30', 'Other'],
    ['AQ.1', '2026-11-01', 'Other'],
  ])('%s on %s is %s', (address, day, market) => {
    expect(marketOf(MARKETS, address, day)).toBe(market);
  });

  it('is unknown where the address is neither a number nor a user id', () => {
    expect(
      ['', '+0', 'Casement', '5511987654321'].map((each) => marketOf(MARKETS, each, '2026-11-01')),
    ).toEqual([null, null, null, null]);
  });

  it('knows 47 markets', () => {
    expect(MARKETS.names.size).toBe(47);
  });
});

describe('the calendar of an account', () => {
  it('begins its days and months in its own time zone', () => {
    const at = Date.parse('2026-10-01T02:30:00Z');
    expect(calendarOf('UTC').dayAt(at)).toBe('2026-10-01');
    expect(calendarOf('America/Sao_Paulo').dayAt(at)).toBe('2026-09-30');
    expect(calendarOf('America/Sao_Paulo').monthAt(at)).toBe('2026-09');
    // Half an hour beside the hour.
    expect(calendarOf('Asia/Kolkata').dayAt(Date.parse('2026-09-30T18:29:59Z'))).toBe('2026-09-30');
    expect(calendarOf('Asia/Kolkata').dayAt(Date.parse('2026-09-30T18:30:00Z'))).toBe('2026-10-01');
  });

  it('knows which texts are days', () => {
    expect(['2026-02-28', '2026-02-29', '2026-13-01', '26-1-1', ''].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(dayBefore('2026-03-01')).toBe('2026-02-28');
  });
});
