import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tagId } from '../../../../shared/contract/ids.ts';
import { TAG_COLOURS, type TagRecord } from '../../../../shared/contract/records.ts';
import { useGive, useRecords } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { TagChip } from './tag-chip.tsx';
import css from './tag-dialog.module.css';

/** A tag's name and colour. @param tag null: a new one */
export function TagDialog(props: { readonly tag: TagRecord | null; readonly onClose: () => void }) {
  const { tag, onClose } = props;
  const { t } = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const others = useRecords('tag').filter(({ id }) => id !== tag?.id);
  const save = useGive('tag.save');
  const [name, setName] = useState(tag?.name ?? '');
  const [colour, setColour] = useState(tag?.colour ?? 'grey');
  const wanted = name.trim();
  const isTaken = others.some(
    (one) => !one.archived && one.name.toLocaleLowerCase() === wanted.toLocaleLowerCase(),
  );
  const give = (archived: boolean, said: string) =>
    save.mutate(
      { tagId: tag?.id ?? tagId.parse(crypto.randomUUID()), name: wanted, colour, archived },
      {
        onSuccess: () => {
          announce(t(said, { name: wanted }));
          onClose();
        },
      },
    );
  const isReady = wanted !== '' && !isTaken;
  const submit = (event: { readonly preventDefault: () => void }) => {
    event.preventDefault();
    if (isReady) give(tag?.archived ?? false, 'tags.saved');
  };
  const refused = save.error === null ? null : wordsOf(save.error.refusal);
  return (
    <Dialog
      title={tag === null ? t('tags.new') : t('tags.edit')}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          {tag === null ? null : (
            <Button
              variant="quiet"
              isDisabled={!isReady}
              onPress={() =>
                give(!tag.archived, tag.archived ? 'tags.backSaid' : 'tags.archiveSaid')
              }
            >
              {t(tag.archived ? 'tags.back' : 'tags.archive')}
            </Button>
          )}
          <Button
            variant="primary"
            isDisabled={!isReady}
            isBusy={save.isPending}
            onPress={() => give(tag?.archived ?? false, 'tags.saved')}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <form className={css['form']} onSubmit={submit}>
        <TextField
          label={t('tags.name')}
          value={name}
          onChange={(value) => setName(value.slice(0, 40))}
          autoFocus
          error={isTaken ? t('tags.taken') : null}
          description={t('tags.nameHint')}
        />
        <Choice
          label={t('tags.colour')}
          value={colour}
          onChange={setColour}
          options={TAG_COLOURS.map((value) => ({ value, label: t(`tags.colours.${value}`) }))}
        />
        <p className={css['preview']}>
          {wanted === '' ? null : <TagChip tag={{ name: wanted, colour }} />}
        </p>
        {refused === null ? null : (
          <p role="alert" className={css['refused']}>
            {refused.what} {refused.next}
          </p>
        )}
      </form>
    </Dialog>
  );
}
