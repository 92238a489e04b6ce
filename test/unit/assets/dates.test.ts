import { describe, expect, it } from 'vitest';
import { fillText } from '../../../assets/sample/fill.ts';
import type { WritingStyle } from '../../../assets/sample/language.ts';
import { LOCALES } from '../../../assets/sample/locales/index.ts';
import { seededRandom } from '../../../assets/sample/random.ts';
import { SMS_SCENARIOS } from '../../../assets/sample/scenarios/sms.ts';
import { SHOWCASES } from '../../../assets/sample/showcase/index.ts';

/** Friday, 27 November 2026, 19:30 in Mexico City; Saturday already in Berlin. */
const FRIDAY = Date.UTC(2026, 10, 28, 1, 30);

function filled(pattern: string, style: WritingStyle, timeZone: string): string {
  const labels = new Map([['came', FRIDAY + 3 * 86_400_000]]);
  const values = new Map([['name', 'Ana']]);
  return fillText(pattern, {
    style,
    timeZone,
    at: FRIDAY,
    labels,
    values,
    random: seededRandom(''),
  });
}

describe('dates in the sample’s texts', () => {
  it.each<[string, WritingStyle, string, string]>([
    ['{wd}', 'es', 'America/Mexico_City', 'viernes'],
    ['{onwd+1}', 'es', 'America/Mexico_City', 'el lunes'],
    ['{date+2}', 'es', 'America/Mexico_City', '1 de diciembre'],
    ['{date-5}', 'es', 'America/Mexico_City', '20 de noviembre'],
    ['{onwd@came}', 'pt', 'America/Sao_Paulo', 'na segunda'],
    ['{date@came+1}', 'pt', 'America/Sao_Paulo', '01/12'],
    ['{wd}', 'de', 'Europe/Berlin', 'Samstag'],
    ['{onwd+1}', 'de', 'Europe/Berlin', 'am Montag'],
    ['{date+1}', 'en_GB', 'Europe/London', '30 November'],
    ['{date}', 'en_US', 'America/Chicago', 'Nov 27'],
    ['{Hello} {name}', 'es', 'America/Mexico_City', 'Buenas tardes Ana'],
    ['{Hello}', 'de', 'Europe/Berlin', 'Guten Abend'],
  ])('%s (%s, %s) is %s', (pattern, style, timeZone, text) => {
    expect(filled(pattern, style, timeZone)).toBe(text);
  });

  it('a value or step that nobody gave is refused', () => {
    expect(() => filled('{order}', 'es', 'Europe/Madrid')).toThrow('{order}');
    expect(() => filled('{date@gone}', 'es', 'Europe/Madrid')).toThrow('gone');
  });

  it('no text names a weekday or month of its own: they are reckoned from the message', () => {
    const everyday = LOCALES.flatMap(({ scenarios }) => scenarios);
    const outreach = LOCALES.flatMap((one) => one.outreach);
    const all = [...everyday, ...outreach, ...SMS_SCENARIOS, ...SHOWCASES];
    const steps = all.flatMap((one) => one.steps);
    const fixed =
      /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:lunes|martes|jueves|viernes|domingo|segunda-feira|terça|quarta-feira|quinta-feira|sexta-feira|montag|dienstag|mittwoch|donnerstag|freitag|januar|januari|january|november|noviembre|novembro)\b/i;
    expect(steps.map(({ text }) => text).filter((text) => fixed.test(text))).toEqual([]);
    expect(steps.length).toBeGreaterThan(400);
  });
});
