import { getCountries } from 'libphonenumber-js/min';
import { countryName } from '../contact/country-name.ts';

/** The countries whose numbers are known, by name. */
export function countriesByName(
  locale: string,
): readonly { readonly value: string; readonly label: string }[] {
  const order = new Intl.Collator(locale);
  return getCountries()
    .map((value) => ({ value, label: countryName(value, locale) }))
    .toSorted((one, other) => order.compare(one.label, other.label));
}
