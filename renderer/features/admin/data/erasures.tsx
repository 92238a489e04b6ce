import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../bridge/records.ts';
import { numberFormat } from '../../../i18n/number-format.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { Button } from '../../../ui/button.tsx';
import { saveText } from '../../../ui/save-csv.ts';
import adminCss from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';
import css from './data-screen.module.css';
import { useDays } from './use-days.ts';

/** How often what is under way is asked for. */
const LOOK_MS = 1500;

/** Persons who were erased: how far it is, and the certificates. Nobody is named. */
export function Erasures() {
  const { t } = useTranslation('admin');
  const days = useDays();
  const numbers = numberFormat(useLocale());
  const asked = useAsk('erasures.list', {});
  const erasures = asked.data?.erasures ?? [];
  const isUnderWay = erasures.some(({ doneAt }) => doneAt === null);
  const { refetch } = asked;
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void refetch(), LOOK_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, refetch]);
  return (
    <section aria-labelledby="erasures" className={css['erasures']}>
      <h3 id="erasures" className={css['part']}>
        {t('data.erasures.title')}
      </h3>
      <p className={adminCss['quiet']}>{t('data.erasures.what')}</p>
      <RefusedWords error={asked.error} />
      {asked.data !== undefined && erasures.length === 0 ? (
        <p className={adminCss['quiet']}>{t('data.erasures.none')}</p>
      ) : null}
      {erasures.length === 0 ? null : (
        <ul className={adminCss['deeds']} aria-labelledby="erasures">
          {erasures.map(({ id, certificate, ...erasure }) => (
            <li key={id} className={adminCss['deed']}>
              <div className={css['erasure']}>
                <strong>
                  <bdi>{erasure.reference}</bdi>
                </strong>
                <span className={adminCss['quiet']}>
                  {t('data.erasures.asked', {
                    name: erasure.askedBy,
                    date: days(erasure.askedAt),
                  })}
                </span>
                <span className={adminCss['quiet']} role="status">
                  {erasure.doneAt === null
                    ? t('data.erasures.underWay', {
                        number: numbers.format(erasure.counts['messages'] ?? 0),
                      })
                    : t('data.erasures.done', {
                        date: days(erasure.doneAt),
                        messages: numbers.format(erasure.counts['messages'] ?? 0),
                        files: numbers.format(erasure.counts['files'] ?? 0),
                      })}
                </span>
                {certificate === null || erasure.isIntact ? null : (
                  <span className={adminCss['refused']}>{t('data.erasures.changed')}</span>
                )}
              </div>
              {certificate === null ? null : (
                <Button
                  size="small"
                  icon={<Download size={16} aria-hidden />}
                  onPress={() =>
                    saveText(`erasure-${id}.json`, 'application/json', [
                      JSON.stringify({ certificate, signature: erasure.signature }, null, 2),
                    ])
                  }
                >
                  {t('data.erasures.save')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
