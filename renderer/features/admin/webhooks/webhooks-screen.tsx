import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Endpoint } from '../../../../shared/contract/webhook-out.ts';
import { useArea } from '../../../app/use-area.ts';
import { useAsk } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { useRelayNow } from '../../window/use-relay-now.ts';
import { SectionHead } from '../section-head.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { EndpointPage } from './endpoint-page.tsx';
import { nameOf, stateOf, wordOf } from './endpoint-words.ts';
import css from './webhooks.module.css';

/** Where the company's own systems are told what happens: the list, or the one that is open. */
export function WebhooksScreen() {
  const { t } = useTranslation('webhooks');
  const admin = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const formats = useFormats();
  const now = useRelayNow('minute');
  const [area, goTo] = useArea();
  const asked = useAsk('endpoints.list', {});
  const [making, setMaking] = useState(false);
  const endpoints = asked.data?.endpoints ?? [];
  const openId = area.kind === 'admin' ? area.item : null;
  const goToItem = (item: string | null) => goTo({ kind: 'admin', section: 'webhooks', item });
  const open = endpoints.find(({ id }) => id === openId);
  const refetch = () => void asked.refetch();
  if (open !== undefined && asked.error === null) {
    return <EndpointPage endpoint={open} onBack={() => goToItem(null)} onChanged={refetch} />;
  }
  const columns: readonly DataColumn<Endpoint>[] = [
    { id: 'name', header: t('name'), value: nameOf },
    {
      id: 'state',
      header: t('state'),
      value: (one) => t(`is.${stateOf(one)}`),
      cell: (one) => (
        <span className={css['sign']} data-state={stateOf(one)}>
          {t(`is.${stateOf(one)}`)}
        </span>
      ),
    },
    {
      id: 'types',
      header: t('events'),
      value: ({ types }) => types.map((type) => t(`type.${wordOf(type)}`)).join(', '),
      cell: ({ types }) => t('eventCount', { count: types.length }),
      isOptional: true,
    },
    { id: 'dead', header: t('givenUp'), value: ({ dead }) => dead, align: 'end' },
    {
      id: 'last',
      header: t('lastDelivered'),
      value: ({ lastDeliveredAt }) => lastDeliveredAt,
      cell: ({ lastDeliveredAt }) =>
        lastDeliveredAt === null ? t('never') : formats.near(lastDeliveredAt, now),
    },
  ];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setMaking(true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <SectionHead
        title={admin.t('section.webhooks')}
        action={asked.error !== null || endpoints.length === 0 ? null : add}
      >
        {t('what')}
      </SectionHead>
      {asked.error === null ? null : (
        <EmptyState
          icon={<Webhook size={20} />}
          title={wordsOf(asked.error.refusal).what}
          action={
            <Button isBusy={asked.isFetching} onPress={refetch}>
              {t('common:tryAgain')}
            </Button>
          }
        >
          {t('needsRelay')}
        </EmptyState>
      )}
      {asked.data === undefined || asked.error !== null ? null : (
        <DataTable
          label={admin.t('section.webhooks')}
          columns={columns}
          rows={endpoints}
          idOf={({ id }) => id}
          onOpen={({ id }) => goToItem(id)}
          empty={
            <EmptyState icon={<Webhook size={20} />} title={t('none')} action={add}>
              {t('noneNext')}
            </EmptyState>
          }
        />
      )}
      {making ? (
        <EndpointDialog endpoint={null} onClose={() => setMaking(false)} onDone={refetch} />
      ) : null}
    </>
  );
}
