import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TemplateContent } from '../../../../../shared/contract/template-content.ts';
import type {
  TemplateDraftBody,
  TemplateVersionRecord,
} from '../../../../../shared/contract/template-library.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { Menu, MenuItem, MenuSection } from '../../../../ui/menu.tsx';
import { languageName } from '../../../templates/language-name.ts';
import { emptyContent } from '../empty-content.ts';
import { languageState } from '../library.ts';
import { StatusSign } from '../status-sign.tsx';
import css from './editor.module.css';

/** Those that a distributor's customers speak most; any other comes by the list of all. */
const COMMON = ['en', 'en_GB', 'en_US', 'es', 'es_MX', 'es_ES', 'pt_BR', 'pt_PT', 'de', 'fr', 'it'];

export interface LanguageTabsProps {
  readonly draft: TemplateDraftBody & { readonly id: TemplateVersionRecord['draftId'] };
  readonly versions: readonly TemplateVersionRecord[];
  readonly shown: string;
  readonly onShow: (language: string) => void;
  readonly onAdd: (language: string, content: TemplateContent) => void;
}

/** The languages of a template; another one begins empty, or as a copy of the one that is shown. */
export function LanguageTabs(props: LanguageTabsProps) {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const { draft, versions, shown, onShow } = props;
  const known = draft.languages.map(({ language }) => language);
  const current = draft.languages.find(({ language }) => language === shown)?.content;
  const free = COMMON.filter((code) => !known.includes(code));
  const submitted = [...new Set(versions.map(({ language }) => language))];
  const missing = submitted.filter((language) => !known.includes(language));
  return (
    <div className={css['languages']}>
      <div role="tablist" aria-label={t('languages')} className={css['tabs']}>
        {known.map((language) => {
          const state = languageState(draft, versions, language);
          return (
            <button
              key={language}
              type="button"
              role="tab"
              aria-selected={language === shown}
              className={css['tab']}
              onClick={() => onShow(language)}
            >
              <span>{languageName(language, locale)}</span>
              <StatusSign status={state.status} />
              {state.isChanged ? <span className={css['changed']}>{t('changed')}</span> : null}
            </button>
          );
        })}
      </div>
      <Menu
        label={t('addLanguage')}
        placement="bottom end"
        trigger={
          <Button size="small" icon={<Plus size={14} aria-hidden />}>
            {t('addLanguage')}
          </Button>
        }
      >
        <MenuSection title={t('copyOf', { language: languageName(shown, locale) })}>
          {free.map((language) => (
            <MenuItem
              key={language}
              onAction={() => props.onAdd(language, current ?? emptyContent(draft.category))}
            >
              {languageName(language, locale)}
            </MenuItem>
          ))}
        </MenuSection>
      </Menu>
      {missing.length === 0 ? null : (
        <p className={css['hint']}>
          {t('missing', {
            languages: missing.map((code) => languageName(code, locale)).join(', '),
          })}
        </p>
      )}
    </div>
  );
}
