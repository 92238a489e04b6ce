import { EN_US } from './en-us.ts';

import { ES_MX } from './es-mx.ts';
import { type Locale, type LocaleKey } from './locale.ts';

/** All markets of the sample tenant. */
export const LOCALES: readonly Locale[] = [ES_MX, EN_US];

/** The market with that key. */
export function localeOf(key: LocaleKey): Locale {
  const found = LOCALES.find((locale) => locale.key === key);
  if (found === undefined) throw new Error(`The sample tenant has no market "${key}".`);
  return found;
}
