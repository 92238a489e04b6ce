import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { invitationId } from '../../../../shared/contract/ids.ts';
import { type Role, role as anyRole } from '../../../../shared/contract/records.ts';
import { mayGrant } from '../../../../shared/domain/people/rules.ts';
import { useSession } from '../../../bridge/context.tsx';
import { useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import css from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';
import { ToldOnce } from '../told-once.tsx';

/** Asks somebody new to join, by mail where the relay sends any, and always by a link. */
export function InviteDialog(props: { readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation('admin');
  const { person: me } = useSession();
  const invite = useNow('person.invite');
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const [isWrong, setWrong] = useState(false);
  const submit = (event?: SyntheticEvent<HTMLFormElement>) => {
    event?.preventDefault();
    const address = z.email().safeParse(email.trim());
    setWrong(!address.success);
    if (!address.success || name.trim() === '' || invite.isPending) return;
    const id = invitationId.parse(crypto.randomUUID());
    invite.mutate(
      { invitationId: id, email: address.data, name: name.trim(), role },
      { onSuccess: props.onDone },
    );
  };
  if (invite.isSuccess) {
    return (
      <Dialog
        title={t('people.invited', { name: name.trim() })}
        isOpen
        onClose={props.onClose}
        actions={<Button onPress={props.onClose}>{t('done')}</Button>}
      >
        <p className={css['quiet']}>
          {t(invite.data?.mailed === true ? 'people.mailed' : 'people.notMailed', { email })}
        </p>
        {invite.data === undefined ? null : (
          <ToldOnce label={t('people.link')} text={invite.data.link} />
        )}
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('people.invite')}
      isOpen
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={email.trim() === '' || name.trim() === ''}
          isBusy={invite.isPending}
          onPress={() => submit()}
        >
          {t('people.invite')}
        </Button>
      }
    >
      <form className={css['form']} onSubmit={submit} noValidate>
        <TextField
          label={t('people.email')}
          type="email"
          value={email}
          autoFocus
          onChange={(value) => {
            setEmail(value);
            setWrong(false);
            invite.reset();
          }}
          error={isWrong ? t('people.notAnAddress') : null}
        />
        <TextField
          label={t('people.name')}
          value={name}
          onChange={(value) => setName(value.slice(0, 100))}
        />
        <Choice
          label={t('people.role')}
          value={role}
          onChange={setRole}
          options={anyRole.options
            .filter((one) => mayGrant(me.role, one))
            .map((value) => ({
              value,
              label: t(`people.roles.${value}`),
            }))}
        />
        <p className={css['quiet']}>{t(`people.may.${role}`)}</p>
        <RefusedWords error={invite.error} />
        <button type="submit" hidden aria-hidden="true" />
      </form>
    </Dialog>
  );
}
