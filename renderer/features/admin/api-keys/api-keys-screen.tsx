import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadValue } from '../../../../shared/contract/reads.ts';
import { useAsk } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { useRelayNow } from '../../window/use-relay-now.ts';
import { SectionHead } from '../section-head.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';

type ApiKey = ReadValue<'apiKeys.list'>['keys'][number];

/** The keys with which programs send and read. */
export function ApiKeysScreen() {
  const { t } = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const formats = useFormats();
  const now = useRelayNow('minute');
  const asked = useAsk('apiKeys.list', {});
  const [openId, setOpenId] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const keys = asked.data?.keys ?? [];
  const open = keys.find(({ id }) => id === openId);
  const stateOf = ({ revokedAt, expiresAt }: ApiKey) => {
    if (revokedAt !== null) return t('keys.revoked');
    return t(expiresAt !== null && expiresAt <= now ? 'keys.expired' : 'keys.works');
  };
  const columns: readonly DataColumn<ApiKey>[] = [
    { id: 'name', header: t('keys.name'), value: ({ name }) => name },
    { id: 'state', header: t('keys.state'), value: stateOf },
    { id: 'hint', header: t('keys.hint'), value: ({ hint }) => hint, isOptional: true },
    {
      id: 'scopes',
      header: t('keys.scopes'),
      value: ({ scopes }) => scopes.join(', '),
      isOptional: true,
    },
    {
      id: 'used',
      header: t('keys.lastUsed'),
      value: ({ lastUsedAt }) => lastUsedAt,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? t('keys.never') : formats.near(lastUsedAt, now),
    },
    { id: 'by', header: t('keys.by'), value: ({ createdBy }) => createdBy, isOptional: true },
  ];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setMaking(true)}>
      {t('keys.new')}
    </Button>
  );
  const refetch = () => void asked.refetch();
  return (
    <>
      <SectionHead
        title={t('section.apiKeys')}
        action={asked.error !== null || keys.length === 0 ? null : add}
      >
        {t('keys.what')}
      </SectionHead>
      {asked.error === null ? null : (
        <EmptyState
          icon={<KeyRound size={20} />}
          title={wordsOf(asked.error.refusal).what}
          action={
            <Button isBusy={asked.isFetching} onPress={refetch}>
              {t('common:tryAgain')}
            </Button>
          }
        >
          {t('keys.needsRelay')}
        </EmptyState>
      )}
      {asked.data === undefined || asked.error !== null ? null : (
        <DataTable
          label={t('section.apiKeys')}
          columns={columns}
          rows={keys}
          idOf={({ id }) => id}
          onOpen={({ id }) => setOpenId(id)}
          empty={
            <EmptyState icon={<KeyRound size={20} />} title={t('keys.none')} action={add}>
              {t('keys.noneNext')}
            </EmptyState>
          }
        />
      )}
      {making ? <NewKeyDialog onClose={() => setMaking(false)} onDone={refetch} /> : null}
      {open === undefined ? null : (
        <KeyDialog apiKey={open} onClose={() => setOpenId(null)} onChanged={refetch} />
      )}
    </>
  );
}
