import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../shared/contract/errors.ts';

/** What happened and what to do next. */
export interface RefusalWords {
  readonly what: string;
  readonly next: string;
}

/** Says a refusal in the person's language, by its code. */
export function useRefusalWords(): (
  refusal: Omit<Refusal, 'code'> & { readonly code: string },
) => RefusalWords {
  const { t } = useTranslation('errors');
  return ({ code, what, next }) => ({
    what: t(`${code}.what`, { defaultValue: what }),
    next: t(`${code}.next`, { defaultValue: next }),
  });
}
