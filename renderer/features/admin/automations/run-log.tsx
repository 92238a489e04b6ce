import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutomationRun } from '../../../../shared/contract/automation.ts';
import type { AutomationId } from '../../../../shared/contract/ids.ts';
import { useAsk } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { RefusedWords } from '../refused-words.tsx';
import css from './automations.module.css';
import { useReasonWords } from './reason-words.ts';

const PAGE = 25;
const STATES = ['every', 'sent', 'waiting', 'skipped'] as const;

/** What was sent and what was not and why, the newest first. */
export function RunLog({ automationId }: { readonly automationId: AutomationId }) {
  const { t } = useTranslation('automations');
  const [state, setState] = useState<(typeof STATES)[number]>('every');
  const [ends, setEnds] = useState<readonly number[]>([]);
  const asked = useAsk('automations.log', {
    automationId,
    state: state === 'every' ? null : state,
    before: ends.at(-1) ?? null,
    limit: PAGE,
  });
  const next = asked.data?.next ?? null;
  return (
    <section className={css['card']} aria-label={t('log')}>
      <div className={css['cardHead']}>
        <h3 className={css['cardTitle']}>{t('log')}</h3>
        <SelectField
          label={t('show')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(value) => {
            setState(value);
            setEnds([]);
          }}
        />
      </div>
      <RefusedWords error={asked.error} />
      {asked.data === undefined && asked.error === null ? (
        <Skeleton width="100%" height="60px" />
      ) : null}
      {asked.data?.runs.length === 0 ? <p className={css['quiet']}>{t('noRuns')}</p> : null}
      <ol className={css['runs']}>
        {(asked.data?.runs ?? []).map((run) => (
          <RunLine key={run.number} run={run} />
        ))}
      </ol>
      {next === null && ends.length === 0 ? null : (
        <div className={css['pages']}>
          <Button isDisabled={ends.length === 0} onPress={() => setEnds((now) => now.slice(0, -1))}>
            {t('newer')}
          </Button>
          <Button
            isDisabled={next === null}
            onPress={() => setEnds((now) => (next === null ? now : [...now, next]))}
          >
            {t('older')}
          </Button>
        </div>
      )}
    </section>
  );
}

function RunLine({ run }: { readonly run: AutomationRun }) {
  const { t } = useTranslation('automations');
  const words = useReasonWords();
  const formats = useFormats();
  return (
    <li className={css['run']} data-state={run.state}>
      <div className={css['line']}>
        <span className={css['strong']}>
          {t('runOf', { order: run.orderNumber, name: run.contactName })}
        </span>
        <span className={css['sign']}>{t(`state.${run.state}`)}</span>
      </div>
      <p className={css['quiet']}>
        {formats.exact(run.at)}
        {run.state === 'waiting' ? ` · ${t('until', { when: formats.exact(run.dueAt) })}` : ''}
        {run.state === 'skipped' ? ` · ${words(run)}` : ''}
      </p>
    </li>
  );
}
