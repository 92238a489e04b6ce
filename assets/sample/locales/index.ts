import { DE } from './de.ts';
import { EN_GB } from './en-gb.ts';
import { EN_NG } from './en-ng.ts';
import { EN_US } from './en-us.ts';
import { ES_ES } from './es-es.ts';
import { ES_MX } from './es-mx.ts';
import { type Locale, type LocaleKey } from './locale.ts';
import { PT_BR } from './pt-br.ts';

/** All markets of the sample tenant. */
export const LOCALES: readonly Locale[] = [ES_MX, PT_BR, DE, EN_GB, ES_ES, EN_US, EN_NG];

/** The market with that key. */
export function localeOf(key: LocaleKey): Locale {
  const found = LOCALES.find((locale) => locale.key === key);
  if (found === undefined) throw new Error(`The sample tenant has no market "${key}".`);
  return found;
}
