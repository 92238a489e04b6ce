import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templateDraftId } from '../../../../../shared/contract/ids.ts';
import {
  STARTER_KINDS,
  STARTER_LANGUAGES,
  starterCategory,
  starterContent,
  type StarterKind,
} from '../../../../../shared/data/templates/starter.ts';
import { useGive } from '../../../../bridge/records.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { announce } from '../../../../ui/toasts.tsx';
import { languageName } from '../../../templates/language-name.ts';
import formCss from '../../admin-form.module.css';
import { RefusedWords } from '../../refused-words.tsx';

export interface StarterDialogProps {
  /** Those that there are. */
  readonly names: readonly string[];
  readonly onClose: () => void;
}

/** A name that nothing has yet. */
function freeName(kind: StarterKind, names: readonly string[]): string {
  const numbers = Array.from({ length: names.length + 1 }, (_, at) => `${kind}_${at + 2}`);
  return [kind, ...numbers].find((name) => !names.includes(name)) ?? kind;
}

/** The list with one more or one less, in its order. */
function tick<T extends string>(list: readonly T[], one: T, all: readonly T[]): readonly T[] {
  return all.filter((each) => (each === one ? !list.includes(each) : list.includes(each)));
}

/** Templates that others of the trade use, as drafts to go on from. */
export function StarterDialog({ names, onClose }: StarterDialogProps) {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const save = useGive('templateDraft.save');
  const [kinds, setKinds] = useState<readonly StarterKind[]>(['order_confirmed', 'order_shipped']);
  const [languages, setLanguages] = useState<readonly string[]>(['en']);
  const make = async () => {
    for (const kind of kinds) {
      const contents = languages.flatMap((language) => {
        const content = starterContent(kind, language);
        return content === null ? [] : [{ language, content }];
      });
      const body = {
        name: freeName(kind, names),
        category: starterCategory(kind),
        languages: contents,
        tags: [],
        deadline: null,
        archived: false,
        conflicts: [],
      };
      const draftId = templateDraftId.parse(crypto.randomUUID());
      await save.mutateAsync({ draftId, base: null, body });
    }
    announce(t('starter.made', { count: kinds.length }));
    onClose();
  };
  return (
    <Dialog
      title={t('starter.title')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={kinds.length === 0 || languages.length === 0}
          isBusy={save.isPending}
          onPress={() => void make().catch(() => undefined)}
        >
          {t('starter.make', { count: kinds.length })}
        </Button>
      }
    >
      <div className={formCss['form']}>
        <p className={formCss['quiet']}>{t('starter.what')}</p>
        <fieldset className={formCss['scopes']}>
          <legend className={formCss['legend']}>{t('starter.which')}</legend>
          {STARTER_KINDS.map((kind) => (
            <label key={kind} className={formCss['scope']}>
              <input
                type="checkbox"
                checked={kinds.includes(kind)}
                onChange={() => setKinds(tick(kinds, kind, STARTER_KINDS))}
              />
              <span>
                {t(`starter.kind.${kind}`)}{' '}
                <span className={formCss['quiet']}>{t(`category.${starterCategory(kind)}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <fieldset className={formCss['scopes']}>
          <legend className={formCss['legend']}>{t('languages')}</legend>
          {STARTER_LANGUAGES.map((code) => (
            <label key={code} className={formCss['scope']}>
              <input
                type="checkbox"
                checked={languages.includes(code)}
                onChange={() => setLanguages(tick(languages, code, STARTER_LANGUAGES))}
              />
              {languageName(code, locale)}
            </label>
          ))}
        </fieldset>
        <RefusedWords error={save.error} />
      </div>
    </Dialog>
  );
}
