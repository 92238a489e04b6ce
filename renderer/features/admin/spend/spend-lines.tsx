import { Coins } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadInput, ReadValue } from '../../../../shared/contract/reads.ts';
import { useAsk } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { useMoney } from '../../spend/use-money.ts';
import { RefusedWords } from '../refused-words.tsx';

type Line = ReadValue<'spend.lines'>['lines'][number];

const AT_A_TIME = 100;

export interface SpendLinesProps {
  readonly title: string;
  readonly month: string;
  readonly by: ReadInput<'spend.lines'>['by'];
  readonly key_: string;
  readonly onClose: () => void;
}

/** The lines of the ledger behind one sum, page by page; a line leads to its conversation. */
export function SpendLines(props: SpendLinesProps) {
  const { t } = useTranslation('spend');
  const format = useMoney();
  const formats = useFormats();
  const { month, by, key_: key } = props;
  const [pages, setPages] = useState<readonly number[]>([]);
  const before = pages.at(-1) ?? null;
  const { data, error } = useAsk('spend.lines', { month, by, key, before, limit: AT_A_TIME });
  const columns: readonly DataColumn<Line>[] = [
    {
      id: 'when',
      header: t('lines.when'),
      value: ({ happenedAt, number }) => happenedAt ?? number,
      cell: ({ happenedAt, day }) => (happenedAt === null ? day : formats.exact(happenedAt)),
    },
    { id: 'who', header: t('lines.who'), value: ({ contactName }) => contactName },
    {
      id: 'what',
      header: t('lines.what'),
      value: ({ category, market }) =>
        `${t(`category.${category}`)}${market === null ? '' : ` · ${market}`}`,
    },
    {
      id: 'why',
      header: t('lines.why'),
      value: ({ reason, isAdjustment }) =>
        `${t(`reason.${reason}`)}${isAdjustment ? ` · ${t('lines.adjusted')}` : ''}`,
    },
    {
      id: 'card',
      header: t('lines.card'),
      value: ({ card, carried }) =>
        card === null ? '' : `${card}${carried ? ` · ${t('lines.carried')}` : ''}`,
      isOptional: true,
    },
    {
      id: 'cost',
      header: t('cost'),
      value: ({ micro }) => micro,
      cell: ({ kind, micro, currency }) =>
        micro === null || currency === null
          ? t(`lines.${kind === 'free' ? 'free' : 'unknown'}`)
          : format({ micro, currency }),
      align: 'end',
    },
  ];
  return (
    <Dialog
      title={props.title}
      size="wide"
      isOpen
      onClose={props.onClose}
      actions={
        <>
          {pages.length === 0 ? null : (
            <Button onPress={() => setPages(pages.slice(0, -1))}>{t('lines.newer')}</Button>
          )}
          {data === undefined || data.next === null ? null : (
            <Button onPress={() => setPages([...pages, data.next ?? 0])}>{t('lines.older')}</Button>
          )}
        </>
      }
    >
      <RefusedWords error={error} />
      {data === undefined ? null : (
        <DataTable
          key={before ?? 'newest'}
          label={props.title}
          columns={columns}
          rows={data.lines}
          idOf={({ number }) => String(number)}
          onOpen={({ conversationId, messageId }) => {
            location.hash = `#/inbox/all/${conversationId}/${messageId}`;
          }}
          empty={
            <EmptyState icon={<Coins size={20} />} title={t('nothing')}>
              {t('nothingNext')}
            </EmptyState>
          }
        />
      )}
    </Dialog>
  );
}
