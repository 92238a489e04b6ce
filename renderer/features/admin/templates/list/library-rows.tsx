import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useStable } from '../../../../ui/use-stable.ts';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { moveCursor } from '../../../inbox/move-cursor.ts';
import type { LibraryEntry } from '../library.ts';
import { OutlookSign } from '../outlook-sign.tsx';
import { StatusSign } from '../status-sign.tsx';
import type { OutlookOf } from '../use-outlook.ts';
import css from './library-list.module.css';

const ROW = 61;
/** So many languages are told one by one; the rest by their number. */
const SHOWN = 3;

export interface LibraryRowsProps {
  readonly entries: readonly LibraryEntry[];
  readonly outlookOf: OutlookOf;
  readonly onOpen: (entry: LibraryEntry) => void;
}

function firstText({ draft, templates }: LibraryEntry): string {
  const content = draft?.languages[0]?.content;
  if (content?.kind === 'message') return content.body;
  return templates[0]?.body ?? '';
}

/** The virtual list: keys move a cursor, Enter opens. */
export function LibraryRows(props: LibraryRowsProps) {
  const { entries, onOpen } = props;
  const { t } = useTranslation('library');
  const list = useRef<VirtuosoHandle>(null);
  const [cursor, setCursor] = useState(0);
  const at = Math.min(cursor, entries.length - 1);
  const open = useStable((entry: LibraryEntry, index: number) => {
    setCursor(index);
    onOpen(entry);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = entries[at];
    const next = moveCursor(event.key, at, entries.length);
    if (entry !== undefined && (event.key === 'Enter' || event.key === ' ')) onOpen(entry);
    else if (next === null) return;
    else {
      setCursor(next);
      list.current?.scrollIntoView({ index: next, behavior: 'auto' });
    }
    event.preventDefault();
  };
  return (
    <Virtuoso
      ref={list}
      className={css['rows']}
      role="listbox"
      tabIndex={0}
      aria-label={t('title')}
      aria-activedescendant={`template-${entries[at]?.id ?? ''}`}
      data={entries}
      computeItemKey={(_, { id }) => id}
      fixedItemHeight={ROW}
      increaseViewportBy={120}
      onKeyDown={onKeyDown}
      itemContent={(index, entry) => (
        <div className={css['slot']}>
          <LibraryRow
            entry={entry}
            position={index + 1}
            count={entries.length}
            isCursor={index === at}
            outlookOf={props.outlookOf}
            onOpen={open}
          />
        </div>
      )}
    />
  );
}

/** Drawn anew only when something of it has changed: each key in the search draws the list again. */
const LibraryRow = memo(function LibraryRow(props: {
  readonly entry: LibraryEntry;
  readonly position: number;
  readonly count: number;
  readonly isCursor: boolean;
  readonly outlookOf: OutlookOf;
  readonly onOpen: (entry: LibraryEntry, index: number) => void;
}) {
  const { t } = useTranslation('library');
  const { entry } = props;
  const rest = entry.languages.length - SHOWN;
  const deadline = entry.draft?.deadline ?? null;
  const outlook = entry.draft === null ? null : props.outlookOf(entry.draft);
  return (
    <div
      id={`template-${entry.id}`}
      role="option"
      aria-selected={false}
      aria-posinset={props.position}
      aria-setsize={props.count}
      className={css['row']}
      data-cursor={props.isCursor || undefined}
      onClick={() => props.onOpen(entry, props.position - 1)}
    >
      <span className={css['names']}>
        <span className={css['name']}>{entry.name === '' ? t('unnamed') : entry.name}</span>
        <span className={css['preview']} dir="auto">
          {entry.draft === null ? `${t('providerOnly')} · ` : ''}
          {firstText(entry)}
        </span>
      </span>
      <span className={css['category']}>{t(`category.${entry.category ?? 'unknown'}`)}</span>
      <span className={css['chips']}>
        {outlook === null || deadline === null ? null : (
          <OutlookSign outlook={outlook} deadline={deadline} />
        )}
        {entry.languages.slice(0, SHOWN).map(({ language, status, isChanged }) => (
          <StatusSign
            key={language}
            before={isChanged ? `${language} *` : language}
            status={status}
          />
        ))}
        {rest > 0 ? <span className={css['more']}>{t('more', { count: rest })}</span> : null}
      </span>
    </div>
  );
});
