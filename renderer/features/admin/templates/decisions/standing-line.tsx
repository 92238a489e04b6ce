import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Miscategorised } from '../../../../../shared/domain/template/library/miscategorised.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import css from './decisions.module.css';

/**
 * What asking for utility has led to and may lead to: the restriction that is in force, or the one
 * that the next case brings. Nothing where no case counts.
 */
export function StandingLine(props: { readonly standing: Miscategorised }) {
  const { t } = useTranslation('decisions');
  const day = dateFormat(useLocale(), { dateStyle: 'medium' });
  const { cases, restriction, nextDays } = props.standing;
  if (cases.length === 0) return null;
  const names = cases.map(({ name, at }) => t('standing.case', { name, when: day.format(at) }));
  const Icon = restriction === null ? TriangleAlert : CircleAlert;
  return (
    <div className={css['standing']} data-restricted={restriction !== null} role="note">
      <Icon size={16} aria-hidden />
      <div>
        <p>
          {restriction === null
            ? t('standing.next', { count: nextDays })
            : t('standing.restricted', {
                until: day.format(restriction.until),
                count: restriction.days,
              })}
        </p>
        <p className={css['quiet']}>
          {t('standing.cases', { count: cases.length, names: names.join(', ') })}
        </p>
      </div>
    </div>
  );
}
