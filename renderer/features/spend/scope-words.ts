import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../shared/contract/reads.ts';

export type Budget = ReadValue<'budgets.list'>['budgets'][number];

export const CATEGORIES = ['marketing', 'utility', 'authentication', 'service'] as const;

/** Where the scope of a budget leaves a kind, and what it names; `''`: everything. */
export function partsOf(scope: string): { readonly kind: string; readonly value: string } {
  const [kind = '', ...rest] = scope.split(':');
  return { kind, value: rest.join(':') };
}

/** What a budget holds, in words. */
export function useScopeWords(): (budget: Pick<Budget, 'scope' | 'name'>) => string {
  const { t } = useTranslation('spend');
  return ({ scope, name }) => {
    const { kind, value } = partsOf(scope);
    if (kind === 'category') {
      const category = CATEGORIES.find((one) => one === value);
      return category === undefined ? value : t(`category.${category}`);
    }
    if (kind === 'sender') return name ?? t('budgets.goneSender');
    if (kind === 'team') return name ?? t('budgets.goneTeam');
    return kind === '' ? t('budgets.everything') : value;
  };
}

/** What a budget stops beside the usual, in words; empty: everything at 100 per cent. */
export function usePolicyWords(): (budget: Pick<Budget, 'stops'>) => string {
  const { t } = useTranslation('spend');
  return ({ stops }) =>
    CATEGORIES.flatMap((category) => {
      const share = stops[category];
      if (share === undefined || share === 100) return [];
      const what = t(`category.${category}`);
      return share === null
        ? [t('budgets.goesOn', { what })]
        : [t('budgets.stopsAt', { what, share })];
    }).join(' · ');
}
