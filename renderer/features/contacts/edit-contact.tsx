import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { useRecords } from '../../bridge/records.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/toasts.tsx';
import { ContactForm } from './contact-form.tsx';
import { FormRefusal } from './form-refusal.tsx';
import { editOf, faultsOf, formOf } from './form-state.ts';
import { useKeptForm } from './unsaved-forms.ts';
import { useHome } from './use-home.ts';
import { useSave } from './use-save.ts';

/** Changes what is known of a contact; without the relay too. */
export function EditContact(props: {
  readonly contact: ContactRecord;
  readonly onClose: () => void;
  readonly onContact: (id: ContactId) => void;
}) {
  const { t } = useTranslation('contacts');
  // What changes meanwhile must not move under the fingers, nor count as the person's own change.
  const [contact] = useState(props.contact);
  const fields = useRecords('contactField').filter(
    ({ id, archived }) => !archived || contact.fields[id] !== undefined,
  );
  const home = useHome();
  const kept = useKeptForm(contact.id, formOf(contact));
  const edit = useSave('contact.edit');
  const tag = useSave('contact.tag');
  const [isTried, setIsTried] = useState(false);
  const faults = faultsOf(kept.form, fields, home);
  const submit = async () => {
    setIsTried(true);
    if (faults.size > 0) return;
    const work = editOf(contact, kept.form, fields);
    try {
      if (work.edit !== null) await edit.save(work.edit);
      if (work.tag !== null) await tag.save(work.tag);
    } catch {
      // The refusal stands in the form, with everything that was typed.
      return;
    }
    kept.forget();
    if (work.edit !== null || work.tag !== null) announce(t('saved', { name: kept.form.name }));
    props.onClose();
  };
  return (
    <Dialog
      title={t('editTitle')}
      isOpen
      onClose={props.onClose}
      actions={
        <>
          {kept.wasKept ? (
            <Button variant="quiet" onPress={kept.startAnew}>
              {t('startAnew')}
            </Button>
          ) : null}
          <Button
            variant="primary"
            isBusy={edit.isPending || tag.isPending}
            onPress={() => void submit()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <ContactForm
        form={kept.form}
        contact={contact}
        fields={fields}
        home={home}
        faults={isTried ? faults : new Set()}
        onChange={kept.change}
        onSubmit={() => void submit()}
      />
      <FormRefusal
        error={edit.error ?? tag.error}
        onContact={(other) => {
          props.onClose();
          props.onContact(other);
        }}
      />
    </Dialog>
  );
}
