import { Columns3, Download, Search } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import {
  Cell,
  Column,
  Row,
  type SortDescriptor,
  Table,
  TableBody,
  TableHeader,
} from 'react-aria-components/Table';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/use-locale.ts';
import css from './data-table.module.css';
import { IconButton } from './icon-button.tsx';
import { Menu, MenuItem } from './menu.tsx';
import { saveCsv } from './save-csv.ts';
import { TextField } from './text-field.tsx';

export interface DataColumn<T> {
  readonly id: string;
  readonly header: string;
  /** What is sorted and searched by, and goes into the file. */
  readonly value: (row: T) => string | number | null;
  /** What is shown; the value where it is not given. */
  readonly cell?: (row: T) => ReactNode;
  readonly align?: 'start' | 'end';
  /** It can be left out. */
  readonly isOptional?: boolean;
}

export interface DataTableProps<T> {
  /** Its name for assistive technology, and of the file. */
  readonly label: string;
  readonly columns: readonly DataColumn<T>[];
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  /** How it is sorted at first. */
  readonly sortedBy?: SortDescriptor;
  /** What stands in place of the rows where there are none at all. */
  readonly empty: ReactNode;
  /** Buttons at the end of its head. */
  readonly actions?: ReactNode;
}

function compare(a: string | number | null, b: string | number | null, collator: Intl.Collator) {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}

/** A table of up to some hundred rows: searched, sorted, columns chosen, saved as CSV; all by keys too. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { columns, rows, idOf, label, onOpen } = props;
  const { t } = useTranslation('common');
  const locale = useLocale();
  const [text, setText] = useState('');
  const [sort, setSort] = useState(props.sortedBy ?? null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = columns.filter(({ id }) => !hidden.has(id));
  const found = useMemo(() => {
    const words = text.toLocaleLowerCase(locale).split(/\s+/u);
    const matching = rows.filter((row) => {
      const all = columns.map((one) => String(one.value(row) ?? '')).join(' ');
      const whole = all.toLocaleLowerCase(locale);
      return words.every((word) => whole.includes(word));
    });
    const by = columns.find(({ id }) => id === sort?.column);
    if (by === undefined) return matching;
    const collator = new Intl.Collator(locale, { numeric: true });
    const sign = sort?.direction === 'descending' ? -1 : 1;
    return matching.toSorted((a, b) => sign * compare(by.value(a), by.value(b), collator));
  }, [rows, columns, text, sort, locale]);

  if (rows.length === 0) return <div className={css['none']}>{props.empty}</div>;
  const optional = columns.filter(({ isOptional }) => isOptional === true);
  const toggle = (id: string) =>
    setHidden((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const save = () =>
    saveCsv(
      label,
      shown.map(({ header }) => header),
      found.map((row) => shown.map(({ value }) => value(row))),
    );
  return (
    <div className={css['whole']}>
      <div className={css['head']}>
        <TextField
          className={css['search'] ?? ''}
          type="search"
          label={t('table.search', { table: label })}
          labelHidden
          placeholder={t('table.find')}
          value={text}
          onChange={setText}
          end={<Search size={16} aria-hidden className={css['glass']} />}
        />
        <span className={css['count']} role="status">
          {t('table.rows', { count: found.length })}
        </span>
        {optional.length === 0 ? null : (
          <Menu
            label={t('table.columns')}
            placement="bottom end"
            trigger={
              <IconButton label={t('table.columns')} icon={<Columns3 size={16} aria-hidden />} />
            }
          >
            {optional.map(({ id, header }) => (
              <MenuItem key={id} isChosen={!hidden.has(id)} onAction={() => toggle(id)}>
                {header}
              </MenuItem>
            ))}
          </Menu>
        )}
        <IconButton
          label={t('table.save')}
          icon={<Download size={16} aria-hidden />}
          onPress={() => void save()}
        />
        {props.actions}
      </div>
      <div className={css['scroll']}>
        <Table
          className={css['table'] ?? ''}
          aria-label={label}
          {...(sort === null ? {} : { sortDescriptor: sort })}
          onSortChange={setSort}
          {...(onOpen === undefined
            ? {}
            : {
                onRowAction: (key: string | number) => {
                  const row = rows.find((one) => idOf(one) === key);
                  if (row !== undefined) onOpen(row);
                },
              })}
        >
          <TableHeader>
            {shown.map(({ id, header, align }, place) => (
              <Column
                key={id}
                id={id}
                allowsSorting
                isRowHeader={place === 0}
                className={css['column'] ?? ''}
                data-align={align ?? 'start'}
              >
                {header}
              </Column>
            ))}
          </TableHeader>
          <TableBody
            renderEmptyState={() => <p className={css['nothing']}>{t('table.nothing')}</p>}
          >
            {found.map((row) => (
              <Row key={idOf(row)} id={idOf(row)} className={css['row'] ?? ''}>
                {shown.map(({ id, value, cell, align }) => (
                  <Cell key={id} className={css['cell'] ?? ''} data-align={align ?? 'start'}>
                    {cell === undefined ? value(row) : cell(row)}
                  </Cell>
                ))}
              </Row>
            ))}
          </TableBody>
        </Table>
      </div>
    </div>
  );
}
