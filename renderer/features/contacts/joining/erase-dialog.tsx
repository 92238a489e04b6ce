import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import type { ContactRecord } from '../../../../shared/contract/records.ts';
import { isSameAnswer } from '../../../../shared/domain/contact/erasure.ts';
import { useBootstrap } from '../../../bridge/context.tsx';
import { useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { announce } from '../../../ui/toasts.tsx';
import { RefusedWords } from '../../admin/refused-words.tsx';
import css from './erase-dialog.module.css';

/** Where erasures and their certificates are listed. */
const ERASURES = '#/admin/data';

/** Says what goes and what stays, and erases a person after the name or number was typed. */
export function EraseDialog(props: {
  readonly contact: ContactRecord;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('contacts');
  const { contact } = props;
  const isOnline = useBootstrap().connection.state === 'online';
  const [erasureId] = useState(() => v7());
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState('');
  const erase = useNow('contact.erase');
  const known = [contact.name, ...contact.identities.map(({ address }) => address)];
  const isRight = known.some((one) => isSameAnswer(typed, one));
  const isReady = isOnline && isRight && reference.trim() !== '';
  const submit = () => {
    if (!isReady) return;
    erase.mutate(
      { contactId: contact.id, erasureId, confirmation: typed, reference },
      {
        onSuccess: () => {
          announce(t('erase.begun'));
          props.onClose();
          // The contact is going: its certificate is where erasures are listed.
          window.location.hash = ERASURES;
        },
      },
    );
  };
  return (
    <Dialog
      title={t('erase.title', { name: contact.name })}
      isQuestion
      isOpen
      onClose={props.onClose}
      actions={
        <>
          <Button variant="quiet" onPress={props.onClose}>
            {t('erase.cancel')}
          </Button>
          <Button variant="danger" isDisabled={!isReady} isBusy={erase.isPending} onPress={submit}>
            {t('erase.now')}
          </Button>
        </>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={css['sides']}>
          <section>
            <h3 className={css['side']}>{t('erase.goes')}</h3>
            <ul className={css['list']}>
              <li>{t('erase.goesContact')}</li>
              <li>{t('erase.goesMessages')}</li>
              <li>{t('erase.goesOpen')}</li>
              <li>{t('erase.goesOrders')}</li>
              <li>{t('erase.goesCopies')}</li>
            </ul>
          </section>
          <section>
            <h3 className={css['side']}>{t('erase.stays')}</h3>
            <ul className={css['list']}>
              <li>{t('erase.staysBilling')}</li>
              <li>{t('erase.staysAudit')}</li>
              <li>{t('erase.staysOptOut')}</li>
            </ul>
          </section>
        </div>
        <p className={css['hint']}>{t('erase.elsewhere')}</p>
        <TextField
          label={t('erase.reference')}
          description={t('erase.referenceHint')}
          value={reference}
          onChange={(value) => setReference(value.slice(0, 200))}
          autoFocus
        />
        <TextField
          label={t('erase.confirm')}
          description={t('erase.confirmHint', { name: contact.name })}
          value={typed}
          onChange={(value) => setTyped(value.slice(0, 200))}
        />
        {isOnline ? null : <p className={css['hint']}>{t('erase.needsRelay')}</p>}
        <RefusedWords error={erase.error} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
