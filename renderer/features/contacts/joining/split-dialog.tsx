import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contactId, type ContactId } from '../../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../../shared/contract/records.ts';
import { formatPhone } from '../../../../shared/domain/contact/phone.ts';
import { useBootstrap } from '../../../bridge/context.tsx';
import { useNow } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import css from '../contact-form.module.css';
import { channelsByAddress } from '../identities.ts';

/** Gives one number of a contact, with its conversations, a contact of its own. */
export function SplitDialog(props: {
  readonly contact: ContactRecord;
  readonly onClose: () => void;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  const { contact } = props;
  const wordsOf = useRefusalWords();
  const isOnline = useBootstrap().connection.state === 'online';
  const newId = useMemo(() => contactId.parse(crypto.randomUUID()), []);
  const reached = channelsByAddress(contact.identities);
  // The first one is most often the contact's own.
  const [address, setAddress] = useState(reached.at(-1)?.address ?? '');
  const [name, setName] = useState('');
  const split = useNow('contact.split');
  const refused = split.error === null ? null : wordsOf(split.error.refusal);
  const identity = contact.identities.find((one) => one.address === address);
  const isReady = name.trim() !== '' && identity !== undefined && isOnline;
  const submit = () => {
    if (!isReady) return;
    split.mutate(
      { contactId: contact.id, identity, newContactId: newId, name: name.trim() },
      {
        onSuccess: () => {
          announce(t('split.done', { name: name.trim() }));
          props.onClose();
          props.onContact(newId);
        },
      },
    );
  };
  return (
    <Dialog
      title={t('split.title')}
      size="small"
      isOpen
      onClose={props.onClose}
      actions={
        <Button variant="primary" isDisabled={!isReady} isBusy={split.isPending} onPress={submit}>
          {t('split.now')}
        </Button>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SelectField
          label={t('split.number')}
          value={address}
          onChange={setAddress}
          options={reached.map((one) => ({
            value: one.address,
            label: `${formatPhone(one.address)} (${one.channels.map((each) => t(`channel.${each}`)).join(', ')})`,
          }))}
        />
        <TextField
          label={t('split.name')}
          value={name}
          onChange={(value) => setName(value.slice(0, 200))}
          autoFocus
        />
        <p className={css['hint']}>{t(isOnline ? 'split.what' : 'split.needsRelay')}</p>
        {refused === null ? null : (
          <p role="alert" className={css['refused']}>
            {refused.what} {refused.next}
          </p>
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
