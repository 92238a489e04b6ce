import { UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRecord } from '../../../../shared/contract/records.ts';
import { useBridgeQuery } from '../../../bridge/context.tsx';
import { useAsk, useRecords } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { type DataColumn, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { useRelayNow } from '../../window/use-relay-now.ts';
import css from '../admin-form.module.css';
import { SectionHead } from '../section-head.tsx';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { Teams } from './teams.tsx';
import { RequireSecondStep } from './require-second-step.tsx';

/** Who works here, as what, and how they sign in. */
export function PeopleScreen() {
  const { t } = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const formats = useFormats();
  const now = useRelayNow('minute');
  const people = useBridgeQuery('people.list', {}).data?.people ?? [];
  const teams = useRecords('team');
  const access = useAsk('people.access', {});
  const invitations = useAsk('invitations.list', {});
  const [openId, setOpenId] = useState<string | null>(null);
  const [isTeams, setTeams] = useState(false);
  const [inviting, setInviting] = useState(false);
  const accessOf = ({ id }: PersonRecord) =>
    access.data?.people.find(({ personId }) => personId === id);
  const open = people.find(({ id }) => id === openId);
  const columns: readonly DataColumn<PersonRecord>[] = [
    { id: 'name', header: t('people.name'), value: ({ name }) => name },
    { id: 'email', header: t('people.email'), value: ({ email }) => email, isOptional: true },
    { id: 'role', header: t('people.role'), value: ({ role }) => t(`people.roles.${role}`) },
    {
      id: 'team',
      header: t('people.team'),
      value: ({ teamId }) => teams.find(({ id }) => id === teamId)?.name ?? '',
      isOptional: true,
    },
    {
      id: 'state',
      header: t('people.state'),
      value: ({ active }) => t(active ? 'people.active' : 'people.inactive'),
    },
    {
      id: 'step',
      header: t('people.secondStep'),
      value: (person) => {
        const has = accessOf(person)?.hasSecondStep;
        return has === undefined ? '' : t(has ? 'people.on' : 'people.off');
      },
      isOptional: true,
    },
    {
      id: 'last',
      header: t('people.lastThere'),
      value: (person) => accessOf(person)?.lastUsedAt ?? null,
      cell: (person) => {
        const at = accessOf(person)?.lastUsedAt ?? null;
        return at === null ? '' : formats.near(at, now);
      },
      isOptional: true,
    },
  ];
  const refetch = () => {
    void access.refetch();
    void invitations.refetch();
  };
  const offline = access.error ?? invitations.error;
  if (isTeams) return <Teams people={people} onBack={() => setTeams(false)} />;
  return (
    <>
      <SectionHead
        title={t('section.people')}
        action={
          <>
            <Button onPress={() => setTeams(true)}>{t('people.teams')}</Button>
            <Button
              variant="primary"
              icon={<UserPlus size={16} aria-hidden />}
              onPress={() => setInviting(true)}
            >
              {t('people.invite')}
            </Button>
          </>
        }
      >
        {t('people.what')}
      </SectionHead>
      {offline === null ? null : (
        <div className={css['bar']} role="alert">
          <p className={css['quiet']}>
            {wordsOf(offline.refusal).what} {t('people.needsRelay')}
          </p>
          <Button size="small" isBusy={access.isFetching} onPress={refetch}>
            {t('common:tryAgain')}
          </Button>
        </div>
      )}
      {access.data === undefined || offline !== null ? null : (
        <RequireSecondStep
          isRequired={access.data.requireSecondStep}
          without={access.data.people.filter(({ hasSecondStep }) => !hasSecondStep).length}
          onChanged={refetch}
        />
      )}
      <DataTable
        label={t('section.people')}
        columns={columns}
        rows={people}
        idOf={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        sortedBy={{ column: 'name', direction: 'ascending' }}
        empty={<EmptyState icon={<UsersRound size={20} />} title={t('people.none')} />}
      />
      {offline === null ? (
        <Invitations all={invitations.data?.invitations ?? []} onChanged={refetch} />
      ) : null}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} onDone={refetch} /> : null}
      {open === undefined ? null : (
        <PersonDialog
          key={`${open.id} ${open.role} ${open.active}`}
          person={open}
          activeOwners={people.filter(({ role, active }) => role === 'owner' && active).length}
          hasSecondStep={accessOf(open)?.hasSecondStep ?? false}
          onClose={() => setOpenId(null)}
          onChanged={refetch}
        />
      )}
    </>
  );
}
