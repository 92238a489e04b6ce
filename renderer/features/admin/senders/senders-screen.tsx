import { Radio } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SenderRecord } from '../../../../shared/contract/records.ts';
import { formatPhone } from '../../../../shared/domain/contact/phone.ts';
import { useRecords } from '../../../bridge/records.ts';
import { useLocale } from '../../../i18n/use-locale.ts';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { countryName } from '../../contact/country-name.ts';
import { SectionHead } from '../section-head.tsx';
import { SenderDialog } from './sender-dialog.tsx';

/** The numbers that the company writes from, and which of them begins a conversation. */
export function SendersScreen() {
  const { t } = useTranslation('senders');
  const admin = useTranslation('admin');
  const locale = useLocale();
  const senders = useRecords('sender');
  const people = useRecords('person');
  const teams = useRecords('team');
  const [open, setOpen] = useState<SenderRecord | null>(null);
  const rulesOf = ({ rules }: SenderRecord): string => {
    if (rules === undefined) return t('noRules');
    const names = rules.personIds.flatMap((id) => people.find((one) => one.id === id)?.name ?? []);
    const ofTeams = (rules.teamIds ?? []).flatMap(
      (id) => teams.find((one) => one.id === id)?.name ?? [],
    );
    const words = [
      ...rules.countries.map((code) => countryName(code, locale)),
      ...names,
      ...ofTeams,
      ...(rules.isUsual ? [t('everybodyElse')] : []),
    ];
    return words.length === 0 ? t('noRules') : new Intl.ListFormat(locale).format(words);
  };
  const columns: readonly DataColumn<SenderRecord>[] = [
    { id: 'name', header: t('name'), value: ({ displayName }) => displayName },
    { id: 'address', header: t('address'), value: ({ address }) => formatPhone(address) },
    { id: 'channel', header: t('channel'), value: ({ channel }) => t(`channels.${channel}`) },
    { id: 'status', header: t('status'), value: ({ status }) => t(`statuses.${status}`) },
    { id: 'rules', header: t('begins'), value: rulesOf },
  ];
  return (
    <>
      <SectionHead title={admin.t('section.senders')}>{t('what')}</SectionHead>
      <DataTable
        label={admin.t('section.senders')}
        columns={columns}
        rows={senders}
        idOf={({ id }) => id}
        onOpen={setOpen}
        sortedBy={{ column: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon={<Radio size={20} />} title={t('none')}>
            {t('noneNext')}
          </EmptyState>
        }
      />
      {open === null ? null : <SenderDialog sender={open} onClose={() => setOpen(null)} />}
    </>
  );
}
