import { ArrowLeft, LayoutTemplate, Search, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { ListBox } from 'react-aria-components/ListBox';
import { SearchField } from 'react-aria-components/SearchField';
import { useTranslation } from 'react-i18next';
import type { RefusedError } from '../../../shared/contract/errors.ts';
import type { TemplateRecord } from '../../../shared/contract/records.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { pickableTemplates } from './order-templates.ts';
import css from './template-list.module.css';
import { TemplateOption } from './template-option.tsx';

export interface TemplateListProps {
  /** Null while they are being asked for. */
  readonly templates: readonly TemplateRecord[] | null;
  readonly error: RefusedError | null;
  /** The template that was being filled is no longer there. */
  readonly isGone: boolean;
  /** Of the customer, such as `es_MX`. */
  readonly language: string | null;
  readonly onRetry: () => void;
  readonly onChoose: (template: TemplateRecord) => void;
  readonly onBack: (() => void) | null;
}

function Loading() {
  return (
    <div className={css['loading']}>
      {[1, 2, 3].map((line) => (
        <div key={line} className={css['loadingLine']}>
          <Skeleton width="140px" height="12px" />
          <Skeleton width="80%" height="12px" />
        </div>
      ))}
    </div>
  );
}

/** Searches and chooses a template. Arrow keys move in the list while one types. */
export function TemplateList(props: TemplateListProps) {
  const { t } = useTranslation('templates');
  const [search, setSearch] = useState('');
  const { templates, error, language, onBack, onChoose } = props;
  if (error !== null) {
    return (
      <EmptyState
        icon={<LayoutTemplate size={20} aria-hidden />}
        title={t('loadFailed')}
        action={<Button onPress={props.onRetry}>{t('tryAgain')}</Button>}
      >
        {error.refusal.what} {error.refusal.next}
      </EmptyState>
    );
  }
  const shown = pickableTemplates(templates ?? [], search, language);
  return (
    <Autocomplete inputValue={search} onInputChange={setSearch} disableAutoFocusFirst>
      <div className={css['head']}>
        {onBack === null ? null : (
          <IconButton
            label={t('backToReply')}
            icon={<ArrowLeft size={16} aria-hidden />}
            onPress={onBack}
          />
        )}
        <SearchField className={css['search'] ?? ''} aria-label={t('search')}>
          <Search size={16} aria-hidden />
          <Input
            className={css['input'] ?? ''}
            placeholder={t('searchPlaceholder')}
            data-composer-focus=""
          />
        </SearchField>
        {templates === null ? null : (
          <span className={css['count']}>{t('count', { count: shown.length })}</span>
        )}
      </div>
      {props.isGone ? <p className={css['gone']}>{t('gone')}</p> : null}
      {templates === null ? (
        <Loading />
      ) : (
        // It can be scrolled by keys alone, although they choose from the field.
        <div className={css['list']} tabIndex={0}>
          <ListBox
            className={css['options'] ?? ''}
            aria-label={t('picker')}
            items={shown}
            dependencies={[language, search]}
            selectionMode="none"
            onAction={(key) => {
              const template = shown.find(({ id }) => id === key);
              if (template !== undefined) onChoose(template);
            }}
            renderEmptyState={() => (
              <EmptyState
                icon={<SearchX size={20} aria-hidden />}
                title={search === '' ? t('empty') : t('noMatch', { search })}
              >
                {t(search === '' ? 'emptyNext' : 'noMatchNext')}
              </EmptyState>
            )}
          >
            {(template) => <TemplateOption template={template} language={language} />}
          </ListBox>
        </div>
      )}
    </Autocomplete>
  );
}
