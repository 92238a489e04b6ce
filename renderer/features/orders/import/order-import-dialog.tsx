import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandResult } from '../../../../shared/contract/commands.ts';
import { MOST_ORDERS } from '../../../../shared/contract/commands/orders.ts';
import { RefusedError } from '../../../../shared/contract/errors.ts';
import { parsePhone } from '../../../../shared/domain/contact/phone.ts';
import { orderColumns, readOrders } from '../../../../shared/domain/order/order-file.ts';
import { useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import formCss from '../../admin/admin-form.module.css';
import { RefusedWords } from '../../admin/refused-words.tsx';
import { useHome } from '../../contacts/use-home.ts';
import { LARGEST_FILE, rowsOf, textOf } from './read-file.ts';

/** More faults than these are told by their number. */
const SHOWN = 20;

type Results = CommandResult<'order.saveMany'>['results'];

/**
 * Orders from a CSV file, for who has no program that tells them: what is in it and what is wrong
 * with it is seen first; an order with a fault is left out, and the same file may come again.
 */
export function OrderImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('orders');
  const home = useHome();
  const save = useNow('order.saveMany');
  const [rows, setRows] = useState<readonly (readonly string[])[] | null>(null);
  const [currency, setCurrency] = useState('');
  const [unread, setUnread] = useState<RefusedError | null>(null);
  const [done, setDone] = useState<{ readonly results: Results; readonly isOver: boolean } | null>(
    null,
  );
  const pick = async (file: File | undefined) => {
    if (file === undefined) return;
    setDone(null);
    setRows(null);
    setUnread(null);
    if (file.size > LARGEST_FILE) {
      setUnread(new RefusedError('file_too_large'));
      return;
    }
    try {
      setRows(rowsOf(textOf(await file.arrayBuffer())));
    } catch {
      setUnread(new RefusedError('file_not_readable'));
    }
  };
  const [header = [], ...lines] = rows ?? [];
  const columns = orderColumns(header);
  const read = readOrders(header, lines, {
    currency,
    today: new Date().toISOString().slice(0, 10),
    phone: (text) => parsePhone(text, home)?.number ?? null,
  });
  const { orders, faults } = read;
  const take = async () => {
    const results: Results = [];
    for (let at = 0; at < orders.length; at += MOST_ORDERS) {
      const some = orders
        .slice(at, at + MOST_ORDERS)
        .map(({ lines: of, ...order }) =>
          Object.assign(order, { lines: [...of], shipments: [], invoices: [] }),
        );
      const input = { orders: some };
      const answer = await save.mutateAsync(input);
      results.push(...(answer?.results ?? []));
      setDone({ results: [...results], isOver: false });
    }
    setDone({ results, isOver: true });
  };
  const unknown = done?.results.filter(({ outcome }) => outcome === 'contact_not_found') ?? [];
  return (
    <Dialog
      title={t('file.title')}
      isOpen
      onClose={onClose}
      actions={
        done?.isOver === true ? (
          <Button variant="primary" onPress={onClose}>
            {t('file.close')}
          </Button>
        ) : (
          <Button
            variant="primary"
            isDisabled={orders.length === 0}
            isBusy={save.isPending}
            onPress={() => void take().catch(() => undefined)}
          >
            {t('file.take', { count: orders.length })}
          </Button>
        )
      }
    >
      <div className={formCss['form']}>
        <p className={formCss['quiet']}>{t('file.what')}</p>
        <label>
          <span className={formCss['legend']}>{t('file.file')}</span>{' '}
          <input
            type="file"
            accept=".csv,.txt,text/csv"
            onChange={({ currentTarget }) => void pick(currentTarget.files?.[0])}
          />
        </label>
        {rows === null ? null : (
          <ul aria-label={t('file.columns')}>
            {header.map((name, at) => {
              const column = columns[at] ?? null;
              return (
                // Names may occur twice; their places do not move.
                <li key={`${at} ${name}`}>
                  {column === null
                    ? t('file.leftOut', { name })
                    : t('file.is', { name, what: t(`file.column.${column}`) })}
                </li>
              );
            })}
          </ul>
        )}
        {rows !== null && !columns.includes('currency') ? (
          <TextField
            label={t('file.currency')}
            description={t('file.currencyHint')}
            value={currency}
            onChange={(value) => setCurrency(value.toUpperCase().slice(0, 3))}
          />
        ) : null}
        {faults.length === 0 ? null : (
          <div role="alert">
            <p className={formCss['refused']}>{t('file.faulty', { count: faults.length })}</p>
            <ul>
              {faults.slice(0, SHOWN).map(({ row, why, value }) => (
                <li key={`${row} ${why}`}>
                  {t('file.fault', { row, why: t(`file.why.${why}`, { value }) })}
                </li>
              ))}
            </ul>
          </div>
        )}
        {done === null ? null : (
          <ul role="status">
            {(['created', 'updated', 'unchanged'] as const).map((outcome) => (
              <li key={outcome}>
                {t(`file.done.${outcome}`, {
                  count: done.results.filter((one) => one.outcome === outcome).length,
                })}
              </li>
            ))}
            {unknown.length === 0 ? null : (
              <li>
                {t('file.done.unknown', {
                  count: unknown.length,
                  which: unknown
                    .slice(0, SHOWN)
                    .map(({ externalId }) => externalId)
                    .join(', '),
                })}
              </li>
            )}
          </ul>
        )}
        <RefusedWords error={unread ?? save.error} />
      </div>
    </Dialog>
  );
}
