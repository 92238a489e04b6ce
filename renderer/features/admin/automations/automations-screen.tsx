import { Plus, Workflow } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutomationRecord } from '../../../../shared/contract/automation.ts';
import { type AutomationId, automationId } from '../../../../shared/contract/ids.ts';
import { useArea } from '../../../app/use-area.ts';
import { useRecords } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SectionHead } from '../section-head.tsx';
import { AutomationEditor } from './automation-editor.tsx';
import css from './automations.module.css';

function stateOf({ isOn, archived }: AutomationRecord) {
  if (archived) return 'archived';
  return isOn ? 'on' : 'off';
}

/** What goes out by itself when something happens to an order: the list, or the one that is open. */
export function AutomationsScreen() {
  const { t } = useTranslation('automations');
  const admin = useTranslation('admin');
  const [area, goTo] = useArea();
  const all = useRecords('automation');
  const drafts = useRecords('templateDraft');
  const [fresh, setFresh] = useState<AutomationId | null>(null);
  const openId = area.kind === 'admin' ? area.item : null;
  const open = (item: string | null) => goTo({ kind: 'admin', section: 'automations', item });
  const close = () => {
    setFresh(null);
    open(null);
  };
  const automation = all.find(({ id }) => id === openId) ?? null;
  if (fresh !== null) {
    return <AutomationEditor key={fresh} id={fresh} automation={null} onBack={close} />;
  }
  if (automation !== null) {
    return (
      <AutomationEditor
        key={automation.id}
        id={automation.id}
        automation={automation}
        onBack={close}
      />
    );
  }
  const templateOf = ({ template }: AutomationRecord) =>
    template.by === 'name'
      ? template.name
      : (drafts.find(({ id }) => id === template.draftId)?.name ?? '');
  const columns: readonly DataColumn<AutomationRecord>[] = [
    { id: 'name', header: t('name'), value: ({ name }) => name },
    { id: 'event', header: t('when'), value: ({ event }) => t(`event.${event}`) },
    { id: 'template', header: t('template'), value: templateOf },
    {
      id: 'state',
      header: t('isOn'),
      value: (one) => t(stateOf(one)),
      cell: (one) => (
        <span className={css['sign']} data-state={stateOf(one)}>
          {t(stateOf(one))}
        </span>
      ),
    },
  ];
  const add = (
    <Button
      variant="primary"
      icon={<Plus size={16} aria-hidden />}
      onPress={() => setFresh(automationId.parse(crypto.randomUUID()))}
    >
      {t('new')}
    </Button>
  );
  return (
    <>
      <SectionHead title={admin.t('section.automations')} action={all.length === 0 ? null : add}>
        {t('what')}
      </SectionHead>
      <DataTable
        label={admin.t('section.automations')}
        columns={columns}
        rows={all}
        idOf={({ id }) => id}
        onOpen={({ id }) => open(id)}
        sortedBy={{ column: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon={<Workflow size={20} />} title={t('none')} action={add}>
            {t('noneNext')}
          </EmptyState>
        }
      />
    </>
  );
}
