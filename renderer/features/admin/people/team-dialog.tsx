import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { teamId } from '../../../../shared/contract/ids.ts';
import type { TeamRecord } from '../../../../shared/contract/records.ts';
import { useGive, useRecords } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import css from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';

/** A team's name. @param team null: a new one */
export function TeamDialog(props: {
  readonly team: TeamRecord | null;
  readonly onClose: () => void;
}) {
  const { team, onClose } = props;
  const { t } = useTranslation('admin');
  const others = useRecords('team').filter(({ id }) => id !== team?.id);
  const save = useGive('team.save');
  const [name, setName] = useState(team?.name ?? '');
  const wanted = name.trim();
  const isTaken = others.some(
    (one) => !one.archived && one.name.toLocaleLowerCase() === wanted.toLocaleLowerCase(),
  );
  const isReady = wanted !== '' && !isTaken;
  const give = (archived: boolean, said: string) =>
    save.mutate(
      { teamId: team?.id ?? teamId.parse(crypto.randomUUID()), name: wanted, archived },
      {
        onSuccess: () => {
          announce(t(said, { name: wanted }));
          onClose();
        },
      },
    );
  const keep = () => give(team?.archived ?? false, 'people.teamSaved');
  return (
    <Dialog
      title={t(team === null ? 'people.newTeam' : 'people.editTeam')}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          {team === null ? null : (
            <Button
              variant="quiet"
              isDisabled={!isReady}
              onPress={() =>
                give(!team.archived, team.archived ? 'tags.backSaid' : 'tags.archiveSaid')
              }
            >
              {t(team.archived ? 'tags.back' : 'tags.archive')}
            </Button>
          )}
          <Button variant="primary" isDisabled={!isReady} isBusy={save.isPending} onPress={keep}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) keep();
        }}
      >
        <TextField
          label={t('people.teamName')}
          value={name}
          onChange={(value) => setName(value.slice(0, 60))}
          autoFocus
          error={isTaken ? t('people.teamTaken') : null}
        />
        <RefusedWords error={save.error} />
      </form>
    </Dialog>
  );
}
