import { Plus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRecord, TeamRecord } from '../../../../shared/contract/records.ts';
import { useRecords } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { BackHead } from '../back-head.tsx';
import { TeamDialog } from './team-dialog.tsx';

/** The teams, and who is in each. */
export function Teams(props: {
  readonly people: readonly PersonRecord[];
  readonly onBack: () => void;
}) {
  const { people, onBack } = props;
  const { t } = useTranslation('admin');
  const teams = useRecords('team');
  const [open, setOpen] = useState<TeamRecord | 'new' | null>(null);
  const membersOf = ({ id }: TeamRecord) =>
    people.filter(({ teamId, active }) => active && teamId === id).map(({ name }) => name);
  const columns: readonly DataColumn<TeamRecord>[] = [
    { id: 'name', header: t('people.teamName'), value: ({ name }) => name },
    {
      id: 'members',
      header: t('people.teamMembers'),
      value: (team) => membersOf(team).length,
      cell: (team) => membersOf(team).join(', ') || t('people.noTeam'),
    },
    {
      id: 'state',
      header: t('people.teamState'),
      value: ({ archived }) => t(archived ? 'tags.archived' : 'tags.inUse'),
      isOptional: true,
    },
  ];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setOpen('new')}>
      {t('people.newTeam')}
    </Button>
  );
  return (
    <>
      <BackHead
        title={t('people.teams')}
        back={t('people.backToPeople')}
        onBack={onBack}
        action={teams.length === 0 ? null : add}
      >
        {t('people.teamsWhat')}
      </BackHead>
      <DataTable
        label={t('people.teams')}
        columns={columns}
        rows={teams}
        idOf={({ id }) => id}
        onOpen={setOpen}
        sortedBy={{ column: 'name', direction: 'ascending' }}
        empty={
          <EmptyState icon={<UsersRound size={20} />} title={t('people.noTeams')} action={add}>
            {t('people.noTeamsNext')}
          </EmptyState>
        }
      />
      {open === null ? null : (
        <TeamDialog team={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
