import { describe, expect, it } from 'vitest';
import { shortTime } from '../../../../renderer/features/inbox/short-time.ts';
import { startTranslation } from '../../../../renderer/i18n/index.ts';

const i18n = await startTranslation('en');
const t = i18n.getFixedT('en', 'inbox');
// Local moments, so that the test means the same in every zone.
const now = new Date(2026, 10, 18, 15, 30).getTime();
const at = (...date: [number, number, number, number, number]) => new Date(...date).getTime();

describe('a past moment in few signs', () => {
  it.each([
    [now - 20_000, 'now'],
    [now + 5_000, 'now'],
    [now - 60_000, '1m'],
    [now - 59 * 60_000, '59m'],
    [now - 60 * 60_000, '1h'],
    [at(2026, 10, 18, 0, 5), '15h'],
    [at(2026, 10, 17, 9, 0), 'Yesterday'],
    [at(2026, 10, 14, 9, 0), 'Sat'],
    [at(2026, 10, 11, 9, 0), 'Nov 11'],
    [at(2025, 10, 11, 9, 0), 'Nov 11, 25'],
  ])('%i is %s', (moment, words) => {
    expect(shortTime(moment, now, t, 'en')).toBe(words);
  });

  it('counts hours over midnight', () => {
    const early = new Date(2026, 10, 18, 1, 0).getTime();
    expect(shortTime(at(2026, 10, 17, 22, 0), early, t, 'en')).toBe('3h');
  });
});
