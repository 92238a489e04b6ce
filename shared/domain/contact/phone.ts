import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** ISO 3166 alpha-2 of the library, or nothing: a country that it does not know is no default. */
type Country = NonNullable<ReturnType<typeof parsePhoneNumberFromString>>['country'];

function isCountry(code: string | null): code is NonNullable<Country> {
  return code !== null && /^[A-Z]{2}$/.test(code);
}

/**
 * A phone number in whatever way it is written, as E.164.
 *
 * @param country of numbers without a country code, ISO 3166 alpha-2; null: none is assumed
 * @returns null where it is no possible number
 */
export function parsePhone(
  text: string,
  country: string | null,
): { readonly number: string; readonly country: string | null } | null {
  const written = text.trim().replace(/^00/, '+');
  let found: ReturnType<typeof parsePhoneNumberFromString>;
  try {
    found = parsePhoneNumberFromString(
      written,
      isCountry(country) ? { defaultCountry: country, extract: false } : { extract: false },
    );
  } catch {
    // A country that the library does not know.
    return null;
  }
  if (found === undefined || !found.isPossible()) return null;
  return { number: found.number, country: found.country ?? null };
}

/** E.164 as people read it; what is no number stays as it is. */
export function formatPhone(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/**
 * The same for numbers that differ only by the zero that is dialled within the country, such as
 * +49 171… and +49 0171….
 */
export function withoutTrunkPrefix(number: string): string {
  const found = parsePhoneNumberFromString(number);
  if (found === undefined) return number;
  return `+${found.countryCallingCode}${found.nationalNumber.replace(/^0+/, '')}`;
}
