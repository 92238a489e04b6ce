import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateVersionRecord } from '../../../../../shared/contract/template-library.ts';
import { statusOf } from '../../../../../shared/domain/template/library/versions.ts';
import { useRecords } from '../../../../bridge/records.ts';
import { useRefusalWords } from '../../../../bridge/refusal-words.ts';
import { refuse } from '../../../../../shared/contract/errors.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { StatusSign } from '../status-sign.tsx';
import type { CompareDialogProps } from './compare-dialog.tsx';
import css from './editor.module.css';

const CompareDialog = lazy(async () => ({
  default: (await import('./compare-dialog.tsx')).CompareDialog,
}));

export interface VersionListProps {
  readonly versions: readonly TemplateVersionRecord[];
  /** What is written now. */
  readonly drafts: CompareDialogProps['drafts'];
  /** Its content is written into the draft again. */
  readonly onTake: (version: TemplateVersionRecord) => void;
}

/** What was submitted, when and by whom, and what became of it; the newest first. */
export function VersionList(props: VersionListProps) {
  const { t } = useTranslation('library');
  const { versions, drafts } = props;
  const [compared, setCompared] = useState<TemplateVersionRecord | null>(null);
  if (versions.length === 0) return <p className={css['hint']}>{t('noVersions')}</p>;
  return (
    <>
      <ol className={css['versions']}>
        {versions.map((version) => (
          <Version
            key={version.id}
            version={version}
            onTake={props.onTake}
            onCompare={() => setCompared(version)}
          />
        ))}
      </ol>
      {compared === null ? null : (
        <Suspense fallback={null}>
          <CompareDialog
            versions={versions}
            drafts={drafts}
            with={compared}
            onClose={() => setCompared(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function Version(props: {
  readonly version: TemplateVersionRecord;
  readonly onTake: VersionListProps['onTake'];
  readonly onCompare: () => void;
}) {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const people = useRecords('person');
  const wordsOf = useRefusalWords();
  const { version } = props;
  const { number, language, name, category, submittedAt, submittedById, history, problem } =
    version;
  const when = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const who = people.find(({ id }) => id === submittedById)?.name ?? null;
  const granted = history.findLast((one) => one.status === 'approved')?.category ?? null;
  return (
    <li className={css['version']}>
      <div className={css['versionHead']}>
        <span className={css['versionName']}>
          {t('version', { number, language })}
          <code className={css['code']}>{name}</code>
        </span>
        <StatusSign status={statusOf(version)} />
      </div>
      <p className={css['hint']}>
        {who === null
          ? t('submitted', { when: when.format(submittedAt) })
          : t('submittedBy', { when: when.format(submittedAt), who })}
      </p>
      {granted === null || granted === category ? null : (
        <p className={css['finding']} data-severity="warning">
          {t('recategorised', {
            asked: t(`category.${category}`),
            granted: t(`category.${granted}`),
          })}
        </p>
      )}
      {problem === null ? null : (
        <p className={css['finding']} data-severity="error">
          {wordsOf(refuse(problem.code)).what} {problem.detail}
        </p>
      )}
      <ol className={css['events']}>
        {history.map((event, index) => (
          <li key={`${event.at} ${event.status} ${event.category ?? ''}`}>
            <time dateTime={new Date(event.at).toISOString()}>{when.format(event.at)}</time>{' '}
            {t(`status.${event.status}`, { defaultValue: event.status })}
            {event.category !== null && index > 0 && history[index - 1]?.category !== event.category
              ? `, ${t(`category.${event.category}`)}`
              : ''}
            {event.reason === null ? '' : `: ${event.reason}`}
          </li>
        ))}
      </ol>
      <div className={css['adders']}>
        <Button size="small" variant="quiet" onPress={() => props.onTake(version)}>
          {t('takeVersion')}
        </Button>
        <Button size="small" variant="quiet" onPress={props.onCompare}>
          {t('compare.open')}
        </Button>
      </div>
    </li>
  );
}
