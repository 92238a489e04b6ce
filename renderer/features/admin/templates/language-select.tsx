import { useMemo } from 'react';
import { PLATFORM_LANGUAGES } from '../../../../shared/domain/template/languages.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { languageName } from '../../templates/language-name.ts';

export interface LanguageSelectProps {
  readonly label: string;
  readonly value: string;
  /** Not offered. */
  readonly except: readonly string[];
  readonly onChange: (language: string) => void;
}

/** One of the languages that the platform takes, by its name. */
export function LanguageSelect(props: LanguageSelectProps) {
  const locale = useLocale();
  const options = useMemo(() => {
    const collator = new Intl.Collator(locale);
    return PLATFORM_LANGUAGES.filter((code) => !props.except.includes(code))
      .map((value) => ({ value, label: `${languageName(value, locale)} (${value})` }))
      .toSorted((a, b) => collator.compare(a.label, b.label));
  }, [locale, props.except]);
  return (
    <SelectField
      label={props.label}
      value={props.value}
      options={options}
      onChange={props.onChange}
    />
  );
}
