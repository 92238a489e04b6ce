import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contactFieldId } from '../../../../shared/contract/ids.ts';
import {
  type ContactFieldRecord,
  contactFieldRecord,
} from '../../../../shared/contract/records.ts';
import { useGive, useRecords } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import css from '../admin-form.module.css';
import areaCss from '../canned/canned-dialog.module.css';

const KINDS = contactFieldRecord.shape.kind.options;
const MOST_OPTIONS = 100;

/** What stands in the lines, each once, without what surrounds it. */
function optionsIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, 100));
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** A field's name and what goes into it. @param field null: a new one */
export function FieldDialog(props: {
  readonly field: ContactFieldRecord | null;
  readonly onClose: () => void;
}) {
  const { field, onClose } = props;
  const { t } = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const others = useRecords('contactField').filter(({ id }) => id !== field?.id);
  const save = useGive('contactField.save');
  const [name, setName] = useState(field?.name ?? '');
  const [kind, setKind] = useState(field?.kind ?? 'text');
  const [text, setText] = useState((field?.options ?? []).join('\n'));
  const optionsId = useId();
  const wanted = name.trim();
  const options = kind === 'choice' ? optionsIn(text) : [];
  const isTaken = others.some((one) => one.name.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  const isReady =
    wanted !== '' &&
    !isTaken &&
    (kind !== 'choice' || (options.length > 0 && options.length <= MOST_OPTIONS));
  const give = (archived: boolean, said: string) =>
    save.mutate(
      {
        fieldId: field?.id ?? contactFieldId.parse(crypto.randomUUID()),
        name: wanted,
        kind,
        options,
        archived,
      },
      {
        onSuccess: () => {
          announce(t(said, { name: wanted }));
          onClose();
        },
      },
    );
  const refused = save.error === null ? null : wordsOf(save.error.refusal);
  return (
    <Dialog
      title={t(field === null ? 'fields.new' : 'fields.edit')}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          {field === null ? null : (
            <Button
              variant="quiet"
              isDisabled={!isReady}
              onPress={() =>
                give(!field.archived, field.archived ? 'fields.backSaid' : 'fields.archiveSaid')
              }
            >
              {t(field.archived ? 'fields.back' : 'fields.archive')}
            </Button>
          )}
          <Button
            variant="primary"
            isDisabled={!isReady}
            isBusy={save.isPending}
            onPress={() => give(field?.archived ?? false, 'fields.saved')}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <TextField
          label={t('fields.name')}
          value={name}
          onChange={(value) => setName(value.slice(0, 60))}
          autoFocus
          error={isTaken ? t('fields.taken') : null}
          description={t('fields.nameHint')}
        />
        {field === null ? (
          <Choice
            label={t('fields.kind')}
            value={kind}
            onChange={setKind}
            options={KINDS.map((value) => ({ value, label: t(`fields.kinds.${value}`) }))}
          />
        ) : (
          <p>{t('fields.keepsKind', { kind: t(`fields.kinds.${field.kind}`) })}</p>
        )}
        {kind === 'choice' ? (
          <div className={areaCss['area']}>
            <label htmlFor={optionsId} className={areaCss['label']}>
              {t('fields.options')}
            </label>
            <textarea
              id={optionsId}
              className={areaCss['text']}
              dir="auto"
              rows={5}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <p className={areaCss['hint']} data-wrong={options.length > MOST_OPTIONS}>
              {t('fields.optionsHint')}
            </p>
          </div>
        ) : null}
        {refused === null ? null : (
          <p role="alert" className={css['refused']}>
            {refused.what} {refused.next}
          </p>
        )}
      </div>
    </Dialog>
  );
}
