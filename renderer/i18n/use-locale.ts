import { useTranslation } from 'react-i18next';
import { formattingLocale } from './formatting-locale.ts';

/** The locale of every date, time and number on the screen. */
export function useLocale(): string {
  const { i18n } = useTranslation();
  return formattingLocale(i18n.language, navigator.language);
}
