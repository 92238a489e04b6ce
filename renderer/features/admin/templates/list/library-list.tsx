import { FileText, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBootstrap } from '../../../../bridge/context.tsx';
import { numberFormat } from '../../../../i18n/number-format.ts';
import { useLocale } from '../../../../i18n/use-locale.ts';
import { Button } from '../../../../ui/button.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { SectionHead } from '../../section-head.tsx';
import { findEntries, type LibraryEntry, type LibraryFilter } from '../library.ts';
import { LatencyLine } from './latency-line.tsx';
import { LibraryFilters } from './library-filters.tsx';
import css from './library-list.module.css';
import { LibraryTools } from './library-tools.tsx';
import { LibraryRows } from './library-rows.tsx';
import { NewTemplateDialog } from './new-template-dialog.tsx';
import { namesOf, useUsage } from '../use-usage.ts';
import { useRecords } from '../../../../bridge/records.ts';
import { useOutlook } from '../use-outlook.ts';
import { ProviderDialog } from './provider-dialog.tsx';

const EVERYTHING: LibraryFilter = {
  text: '',
  status: 'all',
  category: 'all',
  language: 'all',
  tag: 'all',
  deadline: 'all',
  unused: false,
  archived: false,
};

export interface LibraryListProps {
  readonly entries: readonly LibraryEntry[];
  readonly onOpen: (id: string) => void;
}

/** All templates, found by their words and where they stand. */
export function LibraryList(props: LibraryListProps) {
  const { entries, onOpen } = props;
  const { t } = useTranslation('library');
  const numbers = numberFormat(useLocale());
  const { connection } = useBootstrap();
  const [filter, setFilter] = useState(EVERYTHING);
  const [isNew, setIsNew] = useState(false);
  const [provided, setProvided] = useState<LibraryEntry | null>(null);
  const outlookOf = useOutlook();
  const versions = useRecords('templateVersion');
  const usageOf = useUsage();
  const found = useMemo(
    () =>
      findEntries(
        entries,
        filter,
        ({ draft }) => (draft === null ? null : (outlookOf(draft)?.state ?? null)),
        (entry) => usageOf?.(namesOf(entry, versions)).sent === 0,
      ),
    [entries, filter, outlookOf, usageOf, versions],
  );
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setIsNew(true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <SectionHead
        title={t('title')}
        action={
          <div className={css['actions']}>
            <LibraryTools entries={entries} found={found} />
            {entries.length === 0 ? null : add}
          </div>
        }
      >
        {t('what')}
      </SectionHead>
      {entries.length === 0 ? (
        <div className={css['none']}>
          <EmptyState icon={<FileText size={20} />} title={t('none')} action={add}>
            {t('noneNext')}
          </EmptyState>
        </div>
      ) : (
        <>
          <LibraryFilters
            entries={entries}
            filter={filter}
            knowsUsage={usageOf !== null}
            onFilter={setFilter}
          />
          <LatencyLine />
          <p className={css['count']} role="status">
            {t('count', { count: found.length, number: numbers.format(found.length) })}
            {connection.state === 'online' ? null : ` · ${t('offline')}`}
          </p>
          {found.length === 0 ? (
            <EmptyState
              icon={<FileText size={20} />}
              title={t('notFound')}
              action={<Button onPress={() => setFilter(EVERYTHING)}>{t('showAll')}</Button>}
            />
          ) : (
            <LibraryRows
              entries={found}
              outlookOf={outlookOf}
              onOpen={(entry) => (entry.draft === null ? setProvided(entry) : onOpen(entry.id))}
            />
          )}
        </>
      )}
      {isNew ? (
        <NewTemplateDialog
          names={entries.map(({ name }) => name)}
          onClose={() => setIsNew(false)}
          onMade={onOpen}
        />
      ) : null}
      {provided === null ? null : (
        <ProviderDialog entry={provided} onClose={() => setProvided(null)} onMade={onOpen} />
      )}
    </>
  );
}
