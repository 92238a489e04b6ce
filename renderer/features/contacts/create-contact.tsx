import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contactId, type ContactId } from '../../../shared/contract/ids.ts';
import { useRecords } from '../../bridge/records.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/toasts.tsx';
import { ContactForm } from './contact-form.tsx';
import { FormRefusal } from './form-refusal.tsx';
import { createOf, faultsOf, formOf } from './form-state.ts';
import { useKeptForm } from './unsaved-forms.ts';
import { useHome } from './use-home.ts';
import { useSave } from './use-save.ts';

/** Makes a contact; it opens when it is there. */
export function CreateContact(props: {
  readonly onClose: () => void;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  const id = useMemo(() => contactId.parse(crypto.randomUUID()), []);
  const fields = useRecords('contactField').filter(({ archived }) => !archived);
  const home = useHome();
  const kept = useKeptForm('new', formOf(null));
  const create = useSave('contact.create');
  const [isTried, setIsTried] = useState(false);
  const faults = faultsOf(kept.form, fields, home);
  const submit = async () => {
    setIsTried(true);
    if (faults.size > 0) return;
    try {
      await create.save(createOf(kept.form, fields, id));
    } catch {
      // The refusal stands in the form, with everything that was typed.
      return;
    }
    kept.forget();
    announce(t('created', { name: kept.form.name }));
    props.onClose();
    props.onContact(id);
  };
  return (
    <Dialog
      title={t('new')}
      isOpen
      onClose={props.onClose}
      actions={
        <>
          {kept.wasKept ? (
            <Button variant="quiet" onPress={kept.startAnew}>
              {t('startAnew')}
            </Button>
          ) : null}
          <Button variant="primary" isBusy={create.isPending} onPress={() => void submit()}>
            {t('create')}
          </Button>
        </>
      }
    >
      <ContactForm
        form={kept.form}
        contact={null}
        fields={fields}
        home={home}
        faults={isTried ? faults : new Set()}
        onChange={kept.change}
        onSubmit={() => void submit()}
      />
      <FormRefusal
        error={create.error}
        onContact={(other) => {
          props.onClose();
          props.onContact(other);
        }}
      />
    </Dialog>
  );
}
