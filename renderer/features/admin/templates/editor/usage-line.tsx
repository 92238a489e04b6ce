import { useTranslation } from 'react-i18next';
import type { TemplateVersionRecord } from '../../../../../shared/contract/template-library.ts';
import { numberFormat } from '../../../../i18n/number-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { USAGE_DAYS, useUsage } from '../use-usage.ts';
import css from './editor.module.css';

/** How often a template went out, and how much of it arrived, was read and failed. */
export function UsageLine({ versions }: { readonly versions: readonly TemplateVersionRecord[] }) {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const usage = useUsage()?.([...new Set(versions.map(({ name }) => name))]) ?? null;
  if (usage === null || versions.length === 0) return null;
  const { sent, delivered, read, failed } = usage;
  const share = (part: number) =>
    numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(part / sent);
  return (
    <p className={css['hint']}>
      {sent === 0
        ? t('usage.none', { count: USAGE_DAYS })
        : t('usage.some', {
            count: sent,
            days: USAGE_DAYS,
            sent: numberFormat(locale).format(sent),
            delivered: share(delivered),
            read: share(read),
            failed: share(failed),
          })}
    </p>
  );
}
