import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { numberFormat } from '../../../i18n/number-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { Button } from '../../../ui/button.tsx';
import adminCss from '../admin-form.module.css';
import { SectionHead } from '../section-head.tsx';
import css from './data-screen.module.css';
import { Erasures } from './erasures.tsx';
import { RetentionForm } from './retention-form.tsx';
import { useDays } from './use-days.ts';

/** For how long messages and files are kept, and what has been removed. */
export function DataScreen() {
  const { t } = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const days = useDays();
  const numbers = numberFormat(useLocale());
  const state = useAsk('retention.state', {});
  return (
    <>
      <SectionHead title={t('section.data')}>{t('data.what')}</SectionHead>
      {state.error === null ? null : (
        <div className={adminCss['bar']} role="alert">
          <p className={adminCss['quiet']}>
            {wordsOf(state.error.refusal).what} {t('data.needsRelay')}
          </p>
          <Button size="small" isBusy={state.isFetching} onPress={() => void state.refetch()}>
            {t('common:tryAgain')}
          </Button>
        </div>
      )}
      {state.data === undefined || state.error !== null ? null : (
        <div className={css['body']}>
          <RetentionForm
            key={`${String(state.data.messagesMonths)} ${String(state.data.mediaMonths)}`}
            kept={state.data}
            onChanged={() => void state.refetch()}
          />
          {state.data.messagesBefore === null ? null : (
            <p className={css['done']}>
              {t('data.doneUpTo', { date: days(state.data.messagesBefore) })}
            </p>
          )}
          {state.data.mediaBefore === null ||
          state.data.mediaBefore === state.data.messagesBefore ? null : (
            <p className={css['done']}>
              {t('data.filesUpTo', { date: days(state.data.mediaBefore) })}
            </p>
          )}
          {state.data.left === 0 ? null : (
            <p className={css['done']} role="status">
              {t('data.left', {
                count: state.data.left,
                number: numbers.format(state.data.left),
              })}
            </p>
          )}
          <p className={css['done']}>{t('data.provider')}</p>
          <Erasures />
        </div>
      )}
    </>
  );
}
