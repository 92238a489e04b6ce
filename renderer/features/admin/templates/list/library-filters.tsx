import { Search } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { templateCategory } from '../../../../../shared/contract/template-content.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { SelectField } from '../../../../ui/select-field.tsx';
import { TextField } from '../../../../ui/text-field.tsx';
import { languageName } from '../../../templates/language-name.ts';
import type { LibraryEntry, LibraryFilter } from '../library.ts';
import css from './library-list.module.css';

const STATUSES = [
  'all',
  'draft',
  'changed',
  'waiting',
  'pending',
  'approved',
  'rejected',
  'paused',
  'refused',
] as const;
const CATEGORIES = ['all', ...templateCategory.options] as const;

export interface LibraryFiltersProps {
  readonly entries: readonly LibraryEntry[];
  readonly filter: LibraryFilter;
  /** Without the relay nobody knows what was sent. */
  readonly knowsUsage: boolean;
  readonly onFilter: (filter: LibraryFilter) => void;
}

/** The words and the lists by which templates are found. */
export function LibraryFilters(props: LibraryFiltersProps) {
  const { t } = useTranslation('library');
  const locale = useLocale();
  const { entries, filter, onFilter } = props;
  const languages = useMemo(
    () => [...new Set(entries.flatMap((one) => one.languages.map(({ language }) => language)))],
    [entries],
  );
  const tags = useMemo(
    () => [...new Set(entries.flatMap((one) => one.tags))].toSorted(),
    [entries],
  );
  return (
    <div className={css['filters']}>
      <TextField
        className={css['search'] ?? ''}
        type="search"
        label={t('search')}
        placeholder={t('searchHint')}
        value={filter.text}
        onChange={(text) => onFilter({ ...filter, text: text.slice(0, 200) })}
        end={<Search size={16} aria-hidden style={{ marginInlineEnd: 10 }} />}
      />
      <SelectField
        label={t('byStatus')}
        value={filter.status}
        options={STATUSES.map((value) => ({
          value,
          label: t(value === 'all' ? 'everyStatus' : `status.${value}`),
        }))}
        onChange={(status) => onFilter({ ...filter, status })}
      />
      <SelectField
        label={t('byCategory')}
        value={filter.category}
        options={CATEGORIES.map((value) => ({
          value,
          label: t(value === 'all' ? 'everyCategory' : `category.${value}`),
        }))}
        onChange={(category) => onFilter({ ...filter, category })}
      />
      <SelectField
        label={t('byLanguage')}
        value={filter.language}
        options={[
          { value: 'all', label: t('everyLanguage') },
          ...languages.map((value) => ({ value, label: languageName(value, locale) })),
        ]}
        onChange={(language) => onFilter({ ...filter, language })}
      />
      {tags.length === 0 ? null : (
        <SelectField
          label={t('byTag')}
          value={filter.tag}
          options={[
            { value: 'all', label: t('everyTag') },
            ...tags.map((value) => ({ value, label: value })),
          ]}
          onChange={(tag) => onFilter({ ...filter, tag })}
        />
      )}
      {entries.some(({ draft }) => (draft?.deadline ?? null) !== null) ? (
        <SelectField
          label={t('byDeadline')}
          value={filter.deadline}
          options={(['all', 'any', 'late'] as const).map((value) => ({
            value,
            label: t(`deadlines.${value}`),
          }))}
          onChange={(deadline) => onFilter({ ...filter, deadline })}
        />
      ) : null}
      {props.knowsUsage ? (
        <label className={css['archived']}>
          <input
            type="checkbox"
            checked={filter.unused}
            onChange={(event) => onFilter({ ...filter, unused: event.currentTarget.checked })}
          />
          {t('unusedOnly')}
        </label>
      ) : null}
      <label className={css['archived']}>
        <input
          type="checkbox"
          checked={filter.archived}
          onChange={(event) => onFilter({ ...filter, archived: event.currentTarget.checked })}
        />
        {t('archivedOnly')}
      </label>
    </div>
  );
}
