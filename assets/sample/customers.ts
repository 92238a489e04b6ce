import { type City, type Locale } from './locales/locale.ts';
import { itemAt, seededRandom } from './random.ts';
import { type SampleCustomer } from './world.ts';

/** A customer and what is needed to write threads with them. */
export interface CustomerProfile {
  readonly customer: SampleCustomer;
  readonly firstName: string;
  readonly familyName: string;
  readonly woman: boolean;
  readonly city: City;
  readonly address: string;
}

/** Two digits of a phone number in a city; each customer of a market has another `index`. */
function phoneIn(city: City, index: number): string {
  return `${city.phonePrefix}${String(11 + index).padStart(2, '0')}`;
}

function profileNameOf(
  fullName: string,
  firstName: string,
  company: string,
  choice: number,
): string {
  const names = [
    fullName,
    firstName,
    company,
    fullName,
    `${firstName} | ${company}`,
    fullName.toLowerCase(),
  ];
  return itemAt(names, choice);
}

/** Makes the customer with that number (0 to 80) in a market. The same seed gives the same person. */
export function makeCustomer(locale: Locale, index: number, seed: number): CustomerProfile {
  const key = `${locale.key.toLowerCase()}-${String(index + 1).padStart(2, '0')}`;
  const random = seededRandom(`${seed}/customer/${key}`);
  const woman = random.chance(0.5);
  const firstName = itemAt(woman ? locale.women : locale.men, index);
  const familyName = itemAt(locale.familyNames, index * 5 + 2);
  const company = `${itemAt(locale.companyHeads, index)} ${itemAt(locale.companyTails, index)}`;
  const city = itemAt(locale.cities, index * 3);
  const fullName = `${firstName} ${familyName}`;
  return {
    firstName,
    familyName,
    woman,
    city,
    address: `${city.street.replace('#', String(random.between(3, 248)))}, ${city.name}`,
    customer: {
      key,
      displayName: fullName,
      profileName: profileNameOf(fullName, firstName, company, random.between(0, 5)),
      company,
      phone: phoneIn(city, index),
      whatsappUserId: null,
      language: locale.language,
      country: locale.country,
      timeZone: city.timeZone,
      optIn: { whatsapp: random.chance(0.72) ? 'opted_in' : 'unknown', sms: 'unknown' },
    },
  };
}
