import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutomationPlan } from '../../../../shared/contract/automation.ts';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { useAsk } from '../../../bridge/records.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { Button } from '../../../ui/button.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { countryName } from '../../contact/country-name.ts';
import { useMoney } from '../../spend/use-money.ts';
import { RefusedWords } from '../refused-words.tsx';
import css from './automations.module.css';
import { useReasonWords } from './reason-words.ts';

const DAYS = 30;

export interface TryOutProps {
  /** Null: it is not finished yet. */
  readonly plan: AutomationPlan | null;
}

/** What it would have done with the last days, before it is switched on. */
export function TryOut({ plan }: TryOutProps) {
  const { t } = useTranslation('automations');
  const [tried, setTried] = useState<AutomationPlan | null>(null);
  const isStale = tried !== null && JSON.stringify(tried) !== JSON.stringify(plan);
  return (
    <section className={css['card']} aria-label={t('tryOut')}>
      <h3 className={css['cardTitle']}>{t('tryOut')}</h3>
      <p className={css['quiet']}>{t('tryOutWhat', { count: DAYS })}</p>
      <Button
        icon={<FlaskConical size={16} aria-hidden />}
        isDisabled={plan === null}
        onPress={() => setTried(plan)}
      >
        {t(isStale ? 'tryAgain' : 'tryOut')}
      </Button>
      {plan === null ? <p className={css['quiet']}>{t('notFinished')}</p> : null}
      {isStale ? <p className={css['quiet']}>{t('stale')}</p> : null}
      {tried === null ? null : <Tried plan={tried} />}
    </section>
  );
}

function Tried({ plan }: { readonly plan: AutomationPlan }) {
  const asked = useAsk('automation.tryOut', { plan, days: DAYS });
  if (asked.error !== null) return <RefusedWords error={asked.error} />;
  return asked.data === undefined ? (
    <Skeleton width="100%" height="80px" />
  ) : (
    <Outcome value={asked.data} />
  );
}

function Outcome({ value }: { readonly value: ReadValue<'automation.tryOut'> }) {
  const { t } = useTranslation('automations');
  const money = useMoney();
  const locale = useLocale();
  const words = useReasonWords();
  const { looked, sent, skipped, cost, examples } = value;
  if (looked === 0) return <p role="status">{t('noEvents', { count: DAYS })}</p>;
  return (
    <div className={css['outcome']} role="status">
      <p className={css['strong']}>{t('wouldSend', { count: sent, looked })}</p>
      {value.isAll ? null : <p className={css['quiet']}>{t('notAll', { count: looked })}</p>}
      {sent === 0 ? null : (
        <>
          <p>{cost.total === null ? t('costUnknown') : t('cost', { amount: money(cost.total) })}</p>
          <ul className={css['list']}>
            {cost.countries.map(({ country, messages, most }) => (
              <li key={country ?? ''} className={css['line']}>
                <span>{country === null ? t('noCountry') : countryName(country, locale)}</span>
                <span className={css['number']}>
                  {t('messages', { count: messages })}
                  {' · '}
                  {most === null ? t('unknown') : money(most)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {skipped.length === 0 ? null : (
        <>
          <p className={css['strong']}>{t('notSent')}</p>
          <ul className={css['list']}>
            {skipped.map((one) => (
              <li key={`${one.reason} ${one.detail}`} className={css['line']}>
                <span>{words(one)}</span>
                <span className={css['number']}>{one.count}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {examples.map(({ orderNumber, contactName, language, text }) => (
        <figure key={orderNumber} className={css['example']}>
          <figcaption className={css['quiet']}>
            {t('example', { order: orderNumber, name: contactName })}
          </figcaption>
          <blockquote className={css['preview']} dir="auto" lang={language.replace('_', '-')}>
            {text}
          </blockquote>
        </figure>
      ))}
    </div>
  );
}
