import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { numberFormat } from '../../../i18n/number-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import css from './data-screen.module.css';
import { useDays } from './use-days.ts';

/** What would go at once. */
export function RemovalPreview(props: { readonly preview: ReadValue<'retention.preview'> }) {
  const { t } = useTranslation('admin');
  const days = useDays();
  const numbers = numberFormat(useLocale());
  const { messages, notes, media } = props.preview;
  const lines = [
    { key: 'data.wouldMessages', ...messages },
    { key: 'data.wouldNotes', ...notes },
    { key: 'data.wouldMedia', ...media },
  ].flatMap(({ key, before, count }) =>
    before === null || count === 0
      ? []
      : [t(key, { count, number: numbers.format(count), date: days(before) })],
  );
  return (
    <div className={css['preview']} role="status">
      {lines.length === 0 ? (
        <p>{t('data.nothingNow')}</p>
      ) : (
        <>
          <p>{t('data.would')}</p>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
