import { useLocale } from '../../i18n/use-locale.ts';

/** An amount in millionths of a currency. */
export interface Amount {
  readonly micro: number;
  readonly currency: string;
}

/** Writes amounts as people read them: two decimals, or up to six where it is less than one. */
export function useMoney(): (amount: Amount) => string {
  const locale = useLocale();
  return ({ micro, currency }) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: 2,
      maximumFractionDigits: micro < 1_000_000 ? 6 : 2,
    }).format(micro / 1_000_000);
}
