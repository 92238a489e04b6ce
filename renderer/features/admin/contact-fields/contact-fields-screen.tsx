import { ListPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactFieldRecord } from '../../../../shared/contract/records.ts';
import { useRecords } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SectionHead } from '../section-head.tsx';
import { FieldDialog } from './field-dialog.tsx';

/** What the company notes of its contacts beside what every contact has. */
export function ContactFieldsScreen() {
  const { t } = useTranslation('admin');
  const fields = useRecords('contactField');
  const [open, setOpen] = useState<ContactFieldRecord | 'new' | null>(null);
  const columns: readonly DataColumn<ContactFieldRecord>[] = [
    { id: 'name', header: t('fields.name'), value: ({ name }) => name },
    { id: 'kind', header: t('fields.kind'), value: ({ kind }) => t(`fields.kinds.${kind}`) },
    {
      id: 'options',
      header: t('fields.options'),
      value: ({ options }) => options.join(', '),
      isOptional: true,
    },
    {
      id: 'state',
      header: t('fields.state'),
      value: ({ archived }) => t(archived ? 'fields.archived' : 'fields.inUse'),
    },
  ];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setOpen('new')}>
      {t('fields.new')}
    </Button>
  );
  return (
    <>
      <SectionHead title={t('section.contactFields')} action={fields.length === 0 ? null : add}>
        {t('fields.what')}
      </SectionHead>
      <DataTable
        label={t('section.contactFields')}
        columns={columns}
        rows={fields}
        idOf={({ id }) => id}
        onOpen={setOpen}
        sortedBy={{ column: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon={<ListPlus size={20} />} title={t('fields.none')} action={add}>
            {t('fields.noneNext')}
          </EmptyState>
        }
      />
      {open === null ? null : (
        <FieldDialog field={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
