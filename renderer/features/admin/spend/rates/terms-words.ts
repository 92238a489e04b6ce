import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../../shared/contract/reads.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { useMoney } from '../../../spend/use-money.ts';

export type OwnRates = ReadValue<'rates.own'>;

/** How the company is billed beside its prices, in words. */
export function useTermsWords(): (own: OwnRates) => string {
  const { t } = useTranslation('spend');
  const money = useMoney();
  const format = dateFormat(useLocale(), { dateStyle: 'medium', timeZone: 'UTC' });
  const day = (text: string) => format.format(Date.parse(text));
  return ({ currency, keepsConversations, exchangeRates }) =>
    [
      t('terms.currencyIs', { currency }),
      keepsConversations === null
        ? t('terms.calendar')
        : keepsConversations.until === null
          ? t('terms.keepsFrom', { from: day(keepsConversations.from) })
          : t('terms.keeps', {
              from: day(keepsConversations.from),
              until: day(keepsConversations.until),
            }),
      ...exchangeRates.map(({ from, micro }) =>
        t('terms.rateIs', { from, amount: money({ micro, currency }) }),
      ),
    ].join(' ');
}
