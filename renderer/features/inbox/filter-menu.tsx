import { ArrowDownWideNarrow, ChevronDown } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  inboxFilter,
  inboxSort,
  type InboxFilter,
  type InboxSort,
} from '../../../shared/contract/bridge.ts';
import type { TagId } from '../../../shared/contract/ids.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { useRecords } from '../../bridge/use-records.ts';
import { numberFormat } from '../../i18n/number-format.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuSection, MenuSeparator } from '../../ui/menu.tsx';
import { Shortcut } from '../../ui/shortcut.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { TagChip } from '../admin/tags/tag-chip.tsx';
import css from './inbox-pane.module.css';

export interface FilterMenuProps {
  readonly filter: InboxFilter;
  readonly tagId: TagId | null;
  readonly onFilter: (filter: InboxFilter) => void;
  /** Null: no tag any more. */
  readonly onTag: (tagId: TagId | null) => void;
}

/** Which part of the inbox is shown, with how much is in each. */
export const FilterMenu = memo(function FilterMenu(props: FilterMenuProps) {
  const { t } = useTranslation('inbox');
  const locale = useLocale();
  const counts = useBridgeQuery('inbox.counts', { tagId: props.tagId });
  const tags = useRecords('tag')
    .filter(({ id, archived }) => !archived || id === props.tagId)
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const numbers = numberFormat(locale);
  const countOf = (filter: InboxFilter) =>
    counts.data === undefined ? null : numbers.format(counts.data[filter]);
  const shown = countOf(props.filter);
  return (
    <Menu
      label={t('filter.label')}
      placement="bottom end"
      trigger={
        <Button variant="quiet" size="small">
          <span className={css['filter']}>
            {t(`filter.${props.filter}`)}
            {shown === null ? null : <span className={css['count']}>{shown}</span>}
            <VisuallyHidden>{t('filter.change')}</VisuallyHidden>
            <ChevronDown size={16} aria-hidden />
          </span>
        </Button>
      }
    >
      {inboxFilter.options.map((filter) => (
        <MenuItem
          key={filter}
          isChosen={filter === props.filter}
          textValue={t(`filter.${filter}`)}
          end={countOf(filter) ?? ''}
          onAction={() => props.onFilter(filter)}
        >
          <span className={css['filterName']}>
            {t(`filter.${filter}`)}
            {filter === 'closing' ? <Shortcut keys="W" /> : null}
          </span>
        </MenuItem>
      ))}
      {tags.length === 0 ? null : (
        <>
          <MenuSeparator />
          <MenuSection title={t('tag.section')}>
            {tags.map((tag) => (
              <MenuItem
                key={tag.id}
                isChosen={tag.id === props.tagId}
                textValue={tag.name}
                onAction={() => props.onTag(tag.id === props.tagId ? null : tag.id)}
              >
                <TagChip tag={tag} />
              </MenuItem>
            ))}
          </MenuSection>
        </>
      )}
    </Menu>
  );
});

export interface SortMenuProps {
  readonly sort: InboxSort;
  readonly onSort: (sort: InboxSort) => void;
}

/** What stands first in the list. */
export const SortMenu = memo(function SortMenu(props: SortMenuProps) {
  const { t } = useTranslation('inbox');
  return (
    <Menu
      label={t('sort.label')}
      placement="bottom end"
      trigger={
        <IconButton
          size="small"
          label={t('sort.now', { sort: t(`sort.${props.sort}`) })}
          icon={<ArrowDownWideNarrow size={16} aria-hidden />}
        />
      }
    >
      {inboxSort.options.map((sort) => (
        <MenuItem key={sort} isChosen={sort === props.sort} onAction={() => props.onSort(sort)}>
          {t(`sort.${sort}`)}
        </MenuItem>
      ))}
    </Menu>
  );
});
