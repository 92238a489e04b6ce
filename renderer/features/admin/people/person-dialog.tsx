import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invitationId, teamId } from '../../../../shared/contract/ids.ts';
import {
  type PersonRecord,
  type Role,
  role as anyRole,
} from '../../../../shared/contract/records.ts';
import { mayGrant, mayManage, problemOfChange } from '../../../../shared/domain/people/rules.ts';
import { useSession } from '../../../bridge/context.tsx';
import { useNow, useRecords } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { announce } from '../../../ui/toasts.tsx';
import css from '../admin-form.module.css';
import { Deed } from '../deed.tsx';
import { RefusedWords } from '../refused-words.tsx';
import { ToldOnce } from '../told-once.tsx';

export interface PersonDialogProps {
  readonly person: PersonRecord;
  /** Owners who are active, this person included. */
  readonly activeOwners: number;
  readonly hasSecondStep: boolean;
  readonly onClose: () => void;
  /** What the relay tells of people has changed. */
  readonly onChanged: () => void;
}

/** What an admin can do about one person. */
export function PersonDialog(props: PersonDialogProps) {
  const { t } = useTranslation('admin');
  const { person: me } = useSession();
  const { person, activeOwners } = props;
  const [role, setRole] = useState(person.role);
  const changeRole = useNow('person.changeRole');
  const deactivate = useNow('person.deactivate');
  const activate = useNow('person.activate');
  const resetLink = useNow('person.resetLink');
  const resetStep = useNow('person.resetSecondStep');
  const signOut = useNow('person.signOutEverywhere');
  const setTeam = useNow('person.setTeam');
  const teams = useRecords('team').filter(({ id, archived }) => !archived || id === person.teamId);
  const { id: personId, name } = person;
  const told = (words: string) => ({
    onSuccess: () => {
      announce(t(words, { name }));
      props.onChanged();
    },
  });
  const mayTouch = mayManage(me.role, person.role);
  const problemOf = (after: { role: Role; active: boolean }) =>
    problemOfChange(me.role, person, after, activeOwners);
  const noRole = role === person.role ? null : problemOf({ role, active: person.active });
  const noEnd = person.active ? problemOf({ role: person.role, active: false }) : null;
  const errors = [changeRole, setTeam, deactivate, activate, resetLink, resetStep, signOut];
  const error = errors.find((one) => one.error !== null)?.error ?? null;
  return (
    <Dialog
      title={name}
      isOpen
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={role === person.role || noRole !== null}
          isBusy={changeRole.isPending}
          onPress={() => changeRole.mutate({ personId, role }, told('people.roleSaid'))}
        >
          {t('people.saveRole')}
        </Button>
      }
    >
      <div className={css['form']}>
        <p className={css['quiet']}>{person.email}</p>
        {mayTouch ? null : <p className={css['quiet']}>{t('people.ownersOnly')}</p>}
        <Choice
          label={t('people.role')}
          value={role}
          onChange={setRole}
          options={anyRole.options
            .filter((one) => one === person.role || mayGrant(me.role, one))
            .map((value) => ({ value, label: t(`people.roles.${value}`) }))}
        />
        <p className={css['quiet']}>
          {t(noRole === null ? `people.may.${role}` : `people.problem.${noRole}`)}
        </p>
        {teams.length === 0 ? null : (
          <SelectField
            label={t('people.team')}
            value={person.teamId ?? ''}
            onChange={(value) =>
              setTeam.mutate(
                { personId, teamId: value === '' ? null : teamId.parse(value) },
                told('people.teamSaid'),
              )
            }
            options={[
              { value: '', label: t('people.noTeam') },
              ...teams.map((one) => ({ value: String(one.id), label: one.name })),
            ]}
          />
        )}
        <RefusedWords error={error} />
        {resetLink.data === undefined ? null : (
          <>
            <p className={css['quiet']}>
              {t(resetLink.data.mailed ? 'people.mailed' : 'people.notMailed', {
                email: person.email,
              })}
            </p>
            <ToldOnce label={t('people.resetLinkOf', { name })} text={resetLink.data.link} />
          </>
        )}
        <div className={css['deeds']}>
          <Deed
            what={t('people.reset')}
            why={t('people.resetWhy')}
            action={t('people.makeLink')}
            isDisabled={!mayTouch || !person.active}
            isBusy={resetLink.isPending}
            onDo={() =>
              resetLink.mutate({
                invitationId: invitationId.parse(crypto.randomUUID()),
                personId,
              })
            }
          />
          {props.hasSecondStep ? (
            <Deed
              what={t('people.resetStep')}
              why={t('people.resetStepWhy')}
              action={t('people.reset2')}
              isGrave
              isDisabled={!mayTouch}
              isBusy={resetStep.isPending}
              onDo={() => resetStep.mutate({ personId }, told('people.resetStepSaid'))}
            />
          ) : null}
          <Deed
            what={t('people.signOut')}
            why={t('people.signOutWhy')}
            action={t('people.signOutDo')}
            isDisabled={!mayTouch}
            isBusy={signOut.isPending}
            onDo={() => signOut.mutate({ personId, wipe: false }, told('people.signOutSaid'))}
          />
          <Deed
            what={t('people.wipe')}
            why={t('people.wipeWhy')}
            action={t('people.wipeDo')}
            isGrave
            isDisabled={!mayTouch}
            isBusy={signOut.isPending}
            onDo={() => signOut.mutate({ personId, wipe: true }, told('people.wipeSaid'))}
          />
          {person.active ? (
            <Deed
              what={t('people.deactivate')}
              why={t(noEnd === null ? 'people.deactivateWhy' : `people.problem.${noEnd}`)}
              action={t('people.deactivateDo')}
              isGrave
              isDisabled={noEnd !== null || person.id === me.id}
              isBusy={deactivate.isPending}
              onDo={() => deactivate.mutate({ personId }, told('people.deactivateSaid'))}
            />
          ) : (
            <Deed
              what={t('people.activate')}
              why={t('people.activateWhy')}
              action={t('people.activateDo')}
              isDisabled={!mayTouch}
              isBusy={activate.isPending}
              onDo={() => activate.mutate({ personId }, told('people.activateSaid'))}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}
