import { type WritingStyle } from '../language.ts';
import { type Scenario } from '../scenario.ts';

/** The markets of the sample tenant. */
export type LocaleKey = 'es-MX' | 'pt-BR' | 'de' | 'en-GB' | 'es-ES' | 'en-US' | 'en-NG';

/** Something Northwind sells, as customers of one market call it. */
export interface Product {
  readonly kind: 'fasteners' | 'tools' | 'safety';
  readonly sku: string;
  /** A plural that reads well in the middle of a sentence. */
  readonly name: string;
  /** What is counted, in the plural: `cajas`, `boxes`. */
  readonly unit: string;
  /** What one of them holds: `100 pz`. */
  readonly holds: string;
  /** Net price of one unit, in the currency of the market. */
  readonly price: number;
}

/** A town where customers are. */
export interface City {
  readonly name: string;
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
  /** An address in the customer's own way of writing; `#` stands for the house number. */
  readonly street: string;
  /** E.164 without the last two digits, within a range that is reserved or clearly made up. */
  readonly phonePrefix: string;
}

/** How one market looks: who buys there, what, at which prices, and how they write. */
export interface Locale {
  readonly key: LocaleKey;
  /** WhatsApp language code of the customers. */
  readonly language: string;
  readonly country: string;
  readonly style: WritingStyle;
  readonly money: {
    readonly before: string;
    readonly after: string;
    readonly thousands: string;
    readonly decimal: string;
    readonly decimals: 0 | 2;
  };
  /** Part of the net price; 0 where the price holds the tax or none is shown. */
  readonly taxRate: number;
  readonly quotePrefix: string;
  readonly invoicePrefix: string;
  readonly carriers: readonly { readonly name: string; readonly trackingPrefix: string }[];
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly familyNames: readonly string[];
  /** A company's name is one of these ... */
  readonly companyHeads: readonly string[];
  /** ... and one of these; the two lists have lengths without a common divisor. */
  readonly companyTails: readonly string[];
  readonly cities: readonly City[];
  readonly products: readonly Product[];
  /** E-mail of the rep who usually answers here. */
  readonly repEmail: string;
  readonly whatsappSender: string;
  readonly scenarios: readonly Scenario[];
  /** Threads in which only Northwind has written. */
  readonly outreach: readonly Scenario[];
}
