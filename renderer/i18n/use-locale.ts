import { useTranslation } from 'react-i18next';
import { formattingLocale } from './formatting-locale.ts';

const known = new Map<string, string>();

/** The locale of every date, time and number on the screen. */
export function useLocale(): string {
  const { i18n } = useTranslation();
  const key = `${i18n.language} ${navigator.language}`;
  const locale = known.get(key) ?? formattingLocale(i18n.language, navigator.language);
  known.set(key, locale);
  return locale;
}
