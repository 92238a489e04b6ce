import { MessageSquareText, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CannedReplyRecord } from '../../../../shared/contract/records.ts';
import { useRecords } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SectionHead } from '../section-head.tsx';
import { CannedDialog } from './canned-dialog.tsx';

/** What the team writes often. */
export function CannedScreen() {
  const { t } = useTranslation('admin');
  const replies = useRecords('cannedReply');
  const [open, setOpen] = useState<CannedReplyRecord | 'new' | null>(null);
  const columns: readonly DataColumn<CannedReplyRecord>[] = [
    { id: 'title', header: t('canned.name'), value: ({ title }) => title },
    { id: 'shortcut', header: t('canned.shortcut'), value: ({ shortcut }) => `/${shortcut}` },
    {
      id: 'text',
      header: t('canned.text'),
      value: ({ text }) => (text.length > 80 ? `${text.slice(0, 80).trimEnd()}…` : text),
    },
    {
      id: 'channel',
      header: t('canned.channel'),
      value: ({ channel }) => t(`canned.channels.${channel ?? 'every'}`),
      isOptional: true,
    },
    {
      id: 'state',
      header: t('canned.state'),
      value: ({ archived }) => t(archived ? 'canned.archived' : 'canned.inUse'),
      isOptional: true,
    },
  ];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setOpen('new')}>
      {t('canned.new')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('section.canned')} action={replies.length === 0 ? null : add}>
        {t('canned.what')}
      </SectionHead>
      <DataTable
        label={t('section.canned')}
        columns={columns}
        rows={replies}
        idOf={({ id }) => id}
        onOpen={setOpen}
        sortedBy={{ column: 'title', direction: 'ascending' }}
        empty={
          <EmptyState icon={<MessageSquareText size={20} />} title={t('canned.none')} action={add}>
            {t('canned.noneNext')}
          </EmptyState>
        }
      />
      {open === null ? null : (
        <CannedDialog reply={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
