import { useTranslation } from 'react-i18next';
import { templateDraftId } from '../../../../../shared/contract/ids.ts';
import { contentOfTemplate } from '../../../../../shared/domain/template/library/from-template.ts';
import { useGive } from '../../../../bridge/records.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { languageName } from '../../../templates/language-name.ts';
import formCss from '../../admin-form.module.css';
import { PhonePreview } from '../editor/phone-preview.tsx';
import type { LibraryEntry } from '../library.ts';
import { StatusSign } from '../status-sign.tsx';

export interface ProviderDialogProps {
  readonly entry: LibraryEntry;
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
}

/** A template that only the provider has: what it says, and how it comes into the library. */
export function ProviderDialog(props: ProviderDialogProps) {
  const { entry, onClose, onMade } = props;
  const { t } = useTranslation('library');
  const locale = useLocale();
  const save = useGive('templateDraft.save');
  const take = () => {
    const draftId = templateDraftId.parse(crypto.randomUUID());
    const body = {
      name: entry.name,
      category: entry.category ?? ('utility' as const),
      languages: entry.templates.map((one) => ({
        language: one.language,
        content: contentOfTemplate(one),
      })),
      tags: [],
      deadline: null,
      archived: false,
      conflicts: [],
    };
    save.mutate(
      { draftId, base: null, body },
      {
        onSuccess: () => {
          onClose();
          onMade(draftId);
        },
      },
    );
  };
  return (
    <Dialog
      title={entry.name}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isBusy={save.isPending} onPress={take}>
          {t('take')}
        </Button>
      }
    >
      <div className={formCss['form']}>
        <p className={formCss['quiet']}>{t('takeWhat')}</p>
        {entry.templates.map((one) => (
          <section key={one.id} aria-label={languageName(one.language, locale)}>
            <StatusSign before={languageName(one.language, locale)} status={one.status} />
            <PhonePreview
              content={contentOfTemplate(one)}
              language={one.language}
              values={Object.fromEntries(one.variables.map(({ key, sample }) => [key, sample]))}
            />
          </section>
        ))}
      </div>
    </Dialog>
  );
}
