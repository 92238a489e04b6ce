import { Plus, Tag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TagRecord } from '../../../../shared/contract/records.ts';
import { useRecords } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SectionHead } from '../section-head.tsx';
import { TagChip } from './tag-chip.tsx';
import { TagDialog } from './tag-dialog.tsx';

/** The words that people put on conversations and contacts. */
export function TagsScreen() {
  const { t } = useTranslation('admin');
  const tags = useRecords('tag');
  const [open, setOpen] = useState<TagRecord | 'new' | null>(null);
  const columns: readonly DataColumn<TagRecord>[] = [
    {
      id: 'name',
      header: t('tags.name'),
      value: ({ name }) => name,
      cell: (tag) => <TagChip tag={tag} />,
    },
    {
      id: 'state',
      header: t('tags.state'),
      value: ({ archived }) => t(archived ? 'tags.archived' : 'tags.inUse'),
      isOptional: true,
    },
  ];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setOpen('new')}>
      {t('tags.new')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('section.tags')} action={tags.length === 0 ? null : add}>
        {t('tags.what')}
      </SectionHead>
      <DataTable
        label={t('section.tags')}
        columns={columns}
        rows={tags}
        idOf={({ id }) => id}
        onOpen={setOpen}
        sortedBy={{ column: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon={<Tag size={20} />} title={t('tags.none')} action={add}>
            {t('tags.noneNext')}
          </EmptyState>
        }
      />
      {open === null ? null : (
        <TagDialog tag={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
