import { CircleAlert, CircleCheck, Send, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { templateVersionId } from '../../../../../shared/contract/ids.ts';
import type {
  TemplateDraftRecord,
  TemplateVersionRecord,
} from '../../../../../shared/contract/template-library.ts';
import type { Finding } from '../../../../../shared/domain/template/finding.ts';
import {
  FINAL_STATUSES,
  nextNumber,
  versionName,
} from '../../../../../shared/domain/template/library/versions.ts';
import { useBootstrap } from '../../../../bridge/context.tsx';
import { useGive } from '../../../../bridge/records.ts';
import { useRefusalWords } from '../../../../bridge/refusal-words.ts';
import { Button } from '../../../../ui/button.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import { useRelayClock } from '../../../window/use-relay-now.ts';
import { languageState } from '../library.ts';
import css from './editor.module.css';

export interface SubmitBarProps {
  readonly draft: TemplateDraftRecord;
  readonly versions: readonly TemplateVersionRecord[];
  readonly language: string;
  readonly findings: readonly Finding[];
  readonly phrases: number;
  /** If Meta judges it otherwise, the account loses its utility templates for a while. */
  readonly isRisky: boolean;
  readonly isTaken: (name: string) => boolean;
  /** What was typed last goes before the submission. */
  readonly onBefore: () => void;
  /** The first thing that has to be mended is wanted. */
  readonly onShow: (finding: Finding) => void;
}

/** What still stands in the way of submitting, and the button that does it. */
export function SubmitBar(props: SubmitBarProps) {
  const { t } = useTranslation('library');
  const wordsOf = useRefusalWords();
  const { connection } = useBootstrap();
  const clock = useRelayClock();
  const { draft, versions, language, findings } = props;
  const submit = useGive('templateVersion.submit');
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.length - errors.length + props.phrases + (props.isRisky ? 1 : 0);
  const content = draft.languages.find((one) => one.language === language)?.content;
  const state = languageState(draft, versions, language);
  const isNew = state.status === 'draft' || state.isChanged || FINAL_STATUSES.has(state.status);
  const number = nextNumber(versions, draft.name, language, props.isTaken);
  const name = versionName(draft.name, number);
  const give = () => {
    if (content === undefined) return;
    props.onBefore();
    const versionId = templateVersionId.parse(crypto.randomUUID());
    const rest = { language, number, name, category: draft.category, content };
    submit.mutate(
      { versionId, draftId: draft.id, ...rest, submittedAt: clock.tick() },
      {
        onSuccess: () =>
          announce(t(connection.state === 'online' ? 'submittedSaid' : 'submittedLater', { name })),
      },
    );
  };
  const [first] = errors;
  const refused = submit.error === null ? null : wordsOf(submit.error.refusal);
  return (
    <footer className={css['bar']}>
      <span className={css['sum']} role="status">
        {errors.length > 0 ? (
          <CircleAlert size={16} aria-hidden data-severity="error" />
        ) : warnings > 0 ? (
          <TriangleAlert size={16} aria-hidden data-severity="warning" />
        ) : (
          <CircleCheck size={16} aria-hidden data-severity="fine" />
        )}
        {errors.length === 0 && warnings === 0
          ? t('nothingWrong')
          : [
              errors.length === 0 ? null : t('toFix', { count: errors.length }),
              warnings === 0 ? null : t('warnings', { count: warnings }),
            ]
              .filter((one) => one !== null)
              .join(', ')}
        {refused === null ? null : (
          <span role="alert" className={css['refused']}>
            {refused.what} {refused.next}
          </span>
        )}
      </span>
      {first === undefined ? null : (
        <Button onPress={() => props.onShow(first)}>{t('showFirst')}</Button>
      )}
      <Button
        variant="primary"
        icon={<Send size={16} aria-hidden />}
        isDisabled={errors.length > 0 || !isNew || content === undefined}
        isBusy={submit.isPending}
        onPress={give}
      >
        {isNew
          ? t('submit', { name })
          : t(`status.${state.status}`, { defaultValue: state.status })}
      </Button>
    </footer>
  );
}
