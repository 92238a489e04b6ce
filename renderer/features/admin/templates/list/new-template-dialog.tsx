import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templateDraftId } from '../../../../../shared/contract/ids.ts';
import {
  type TemplateCategory,
  templateCategory,
} from '../../../../../shared/contract/template-content.ts';
import { useGive } from '../../../../bridge/records.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choice } from '../../../../ui/choice.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/text-field.tsx';
import formCss from '../../admin-form.module.css';
import { LanguageSelect } from '../language-select.tsx';
import { emptyContent } from '../empty-content.ts';

export interface NewTemplateDialogProps {
  /** Those that there are. */
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}

/** A name as the platform takes it, from what somebody typed. */
function asName(typed: string): string {
  return typed
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .slice(0, 500);
}

/** What a new template is called, what it is for, and in which language it begins. */
export function NewTemplateDialog(props: NewTemplateDialogProps) {
  const { t } = useTranslation('library');
  const save = useGive('templateDraft.save');
  const [name, setName] = useState('');
  const [category, setCategory] = useState<TemplateCategory>('utility');
  const [language, setLanguage] = useState('en');
  const isTaken = props.names.includes(name);
  const make = () => {
    const draftId = templateDraftId.parse(crypto.randomUUID());
    const body = {
      name,
      category,
      languages: [{ language, content: emptyContent(category) }],
      tags: [],
      deadline: null,
      archived: false,
      conflicts: [],
    };
    save.mutate(
      { draftId, base: null, body },
      {
        onSuccess: () => {
          props.onClose();
          props.onMade(draftId);
        },
      },
    );
  };
  return (
    <Dialog
      title={t('new')}
      isOpen
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={name === '' || isTaken}
          isBusy={save.isPending}
          onPress={make}
        >
          {t('make')}
        </Button>
      }
    >
      <div className={formCss['form']}>
        <TextField
          label={t('name')}
          description={t('nameHint')}
          error={isTaken ? t('nameTaken') : null}
          value={name}
          onChange={(typed) => setName(asName(typed))}
          autoFocus
        />
        <Choice
          label={t('categoryLabel')}
          value={category}
          options={templateCategory.options.map((value) => ({
            value,
            label: t(`category.${value}`),
          }))}
          onChange={setCategory}
        />
        <p className={formCss['quiet']}>{t(`categoryWhat.${category}`)}</p>
        <LanguageSelect
          label={t('firstLanguage')}
          value={language}
          except={[]}
          onChange={setLanguage}
        />
      </div>
    </Dialog>
  );
}
