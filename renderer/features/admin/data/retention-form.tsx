import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kept } from '../../../../shared/domain/retention/cutoff.ts';
import { useAsk, useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import adminCss from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';
import { ConfirmRemoval } from './confirm-removal.tsx';
import css from './data-screen.module.css';
import { RemovalPreview } from './removal-preview.tsx';

/** Months that are offered, beside what is set already. */
const MONTHS = [1, 3, 6, 12, 18, 24, 36, 60, 84, 120] as const;
const FOR_EVER = 'for-ever';

function monthsOf(value: string): number | null {
  return value === FOR_EVER ? null : Number(value);
}

/** Chooses for how long messages and files are kept, and says what that would take away. */
export function RetentionForm(props: { readonly kept: Kept; readonly onChanged: () => void }) {
  const { t } = useTranslation('admin');
  const [messages, setMessages] = useState(String(props.kept.messagesMonths ?? FOR_EVER));
  const [files, setFiles] = useState(String(props.kept.mediaMonths ?? FOR_EVER));
  const [isAsking, setAsking] = useState(false);
  const save = useNow('retention.set');
  const messagesMonths = monthsOf(messages);
  const chosen = monthsOf(files);
  // Files never outlive their messages.
  const mediaMonths =
    chosen !== null && messagesMonths !== null && chosen >= messagesMonths ? null : chosen;
  const wanted = { messagesMonths, mediaMonths };
  const preview = useAsk('retention.preview', wanted);
  const isChanged =
    messagesMonths !== props.kept.messagesMonths || mediaMonths !== props.kept.mediaMonths;
  const takes =
    preview.data === undefined
      ? 0
      : preview.data.messages.count + preview.data.notes.count + preview.data.media.count;
  const nameOf = (months: number) =>
    months % 12 === 0
      ? t('data.years', { count: months / 12 })
      : t('data.months', { count: months });
  const options = (set: number | null, longest: number | null, none: string) => [
    { value: FOR_EVER, label: none },
    ...[...new Set([...MONTHS, ...(set === null ? [] : [set])])]
      .filter((months) => longest === null || months < longest)
      .toSorted((one, other) => one - other)
      .map((months) => ({ value: String(months), label: nameOf(months) })),
  ];
  const give = () => {
    save.mutate(wanted, {
      onSuccess: () => {
        setAsking(false);
        announce(t('data.saved'));
        props.onChanged();
      },
    });
  };
  return (
    <form
      className={adminCss['form']}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <div className={css['fields']}>
        <SelectField
          label={t('data.messages')}
          value={messages}
          options={options(props.kept.messagesMonths, null, t('data.forEver'))}
          onChange={setMessages}
        />
        <SelectField
          label={t('data.media')}
          value={String(mediaMonths ?? FOR_EVER)}
          options={options(
            props.kept.mediaMonths,
            messagesMonths,
            t(messagesMonths === null ? 'data.forEver' : 'data.asMessages'),
          )}
          onChange={setFiles}
        />
      </div>
      <p className={adminCss['quiet']}>{t('data.kept')}</p>
      {isChanged && preview.data !== undefined ? <RemovalPreview preview={preview.data} /> : null}
      <RefusedWords error={preview.error ?? (isAsking ? null : save.error)} />
      <div className={css['foot']}>
        <Button
          variant="primary"
          isDisabled={!isChanged || preview.data === undefined}
          isBusy={save.isPending}
          onPress={() => {
            if (takes > 0) setAsking(true);
            else give();
          }}
        >
          {t(isChanged && takes > 0 ? 'data.remove' : 'data.save')}
        </Button>
      </div>
      {isAsking && preview.data !== undefined ? (
        <ConfirmRemoval
          isBusy={save.isPending}
          error={save.error}
          onCancel={() => setAsking(false)}
          onConfirm={give}
        >
          <RemovalPreview preview={preview.data} />
        </ConfirmRemoval>
      ) : null}
    </form>
  );
}
