import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateDraftId } from '../../../../../shared/contract/ids.ts';
import type { TemplateVersionRecord } from '../../../../../shared/contract/template-library.ts';
import { isDeletable } from '../../../../../shared/domain/template/library/deletable.ts';
import { statusOf } from '../../../../../shared/domain/template/library/versions.ts';
import { useBootstrap } from '../../../../bridge/context.tsx';
import { useNow } from '../../../../bridge/records.ts';
import { dateFormat } from '../../../../i18n/date-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import { useRelayNow } from '../../../window/use-relay-now.ts';
import { RefusedWords } from '../../refused-words.tsx';
import { StatusSign } from '../status-sign.tsx';
import css from './decisions.module.css';

/** For so long nobody can use the names again. Source: Meta, message templates: management. */
const BLOCKED_MS = 30 * 24 * 3_600_000;

export interface DeleteDialogProps {
  readonly draftId: TemplateDraftId;
  readonly name: string;
  readonly versions: readonly TemplateVersionRecord[];
  readonly onClose: () => void;
  /** All of it went, and the draft is in the archive. */
  readonly onAllGone: () => void;
}

/** Asks which languages are deleted at the provider, and says which versions go and what stays. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { t } = useTranslation('decisions');
  const day = dateFormat(useLocale(), { dateStyle: 'long' });
  const now = useRelayNow('minute');
  const { connection } = useBootstrap();
  const remove = useNow('template.delete');
  const byLanguage = Map.groupBy(props.versions.filter(isDeletable), ({ language }) => language);
  const languages = [...byLanguage.keys()].toSorted();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(languages));
  const staying = props.versions.filter((one) => statusOf(one) === 'disabled');
  const wanted = languages.filter((language) => chosen.has(language));
  const isAll = wanted.length === languages.length;
  const count = wanted.reduce((sum, one) => sum + (byLanguage.get(one)?.length ?? 0), 0);
  const isOnline = connection.state === 'online';
  const give = () =>
    remove.mutate(
      { draftId: props.draftId, languages: isAll ? null : wanted },
      {
        onSuccess: () => {
          announce(t('delete.said', { name: props.name }));
          props.onClose();
          if (isAll) props.onAllGone();
        },
      },
    );
  return (
    <Dialog
      title={t('delete.title', { name: props.name })}
      isQuestion
      isOpen
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" onPress={props.onClose}>
            {t('delete.cancel')}
          </Button>
          <Button
            variant="danger"
            isDisabled={count === 0 || !isOnline}
            isBusy={remove.isPending}
            onPress={give}
          >
            {t('delete.do', { count })}
          </Button>
        </>
      }
    >
      <div className={css['dialog']}>
        {languages.length === 0 ? (
          <p>{t('delete.nothing')}</p>
        ) : (
          <fieldset className={css['choices']}>
            <legend>{t('delete.which')}</legend>
            {languages.map((language) => (
              <label key={language} className={css['choice']}>
                <input
                  type="checkbox"
                  checked={chosen.has(language)}
                  onChange={(event) => {
                    const next = new Set(chosen);
                    if (event.currentTarget.checked) next.add(language);
                    else next.delete(language);
                    setChosen(next);
                  }}
                />
                <span>
                  {language}
                  {byLanguage.get(language)?.map((version) => (
                    <span key={version.id} className={css['goes']}>
                      {t('delete.version', { number: version.number })}
                      <code className={css['code']}>{version.name}</code>
                      <StatusSign status={statusOf(version)} />
                    </span>
                  ))}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {staying.length === 0 ? null : (
          <p className={css['quiet']}>
            {t('delete.stays', { names: staying.map(({ name }) => name).join(', ') })}
          </p>
        )}
        {count === 0 ? null : (
          <>
            <p>{t('delete.blocked', { until: day.format(now + BLOCKED_MS) })}</p>
            <p className={css['quiet']}>
              {t('delete.parked')} {t(isAll ? 'delete.archive' : 'delete.keeps')}
            </p>
          </>
        )}
        {isOnline ? null : <p className={css['quiet']}>{t('delete.offline')}</p>}
        <RefusedWords error={remove.error} />
      </div>
    </Dialog>
  );
}
