import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { templateCategory } from '../../../../../shared/contract/template-content.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { numberFormat } from '../../../../i18n/number-format.ts';
import { useLatency } from '../use-outlook.ts';
import css from './library-list.module.css';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How long approvals have taken, by category; nothing where none was decided. */
export const LatencyLine = memo(function LatencyLine() {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const latency = useLatency();
  const span = (ms: number): string => {
    const [value, unit] = ms < HOUR_MS ? [ms / MINUTE_MS, 'minute'] : [ms / HOUR_MS, 'hour'];
    return numberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  };
  const parts = templateCategory.options.flatMap((category) => {
    const one = latency.get(category);
    if (one === undefined) return [];
    const words = { median: span(one.median), p90: span(one.p90), count: one.count };
    return [`${t(`category.${category}`)}: ${t('latency', words)}`];
  });
  if (parts.length === 0) return null;
  return <p className={css['count']}>{`${t('latencyWhat')} ${parts.join(' · ')}`}</p>;
});
