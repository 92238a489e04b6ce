import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactId } from '../../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../../shared/contract/records.ts';
import { useBootstrap } from '../../../bridge/context.tsx';
import { useNow } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { announce } from '../../../ui/toasts.tsx';
import formCss from '../contact-form.module.css';
import { ContactPicker } from '../contact-picker.tsx';
import { MergeTable } from './merge-table.tsx';

export interface MergeDialogProps {
  readonly contact: ContactRecord;
  /** Null: it is looked for here. */
  readonly other: ContactRecord | null;
  readonly onClose: () => void;
  /** They are one now. */
  readonly onMerged: (keptId: ContactId) => void;
}

/** Makes one contact out of two, after showing what it will be. */
export function MergeDialog(props: MergeDialogProps) {
  const { t } = useTranslation('contacts');
  const wordsOf = useRefusalWords();
  const isOnline = useBootstrap().connection.state === 'online';
  const [text, setText] = useState('');
  const [other, setOther] = useState(props.other);
  const [isTurned, setIsTurned] = useState(false);
  const merge = useNow('contact.merge');
  const refused = merge.error === null ? null : wordsOf(merge.error.refusal);
  if (other === null) {
    return (
      <Dialog title={t('merge.title', { name: props.contact.name })} isOpen onClose={props.onClose}>
        <div className={formCss['form']}>
          <p className={formCss['hint']}>{t('merge.what')}</p>
          <ContactPicker
            label={t('merge.find')}
            text={text}
            onText={setText}
            onContact={setOther}
            without={props.contact.id}
          />
        </div>
      </Dialog>
    );
  }
  const [kept, removed] = isTurned ? [other, props.contact] : [props.contact, other];
  const submit = () =>
    merge.mutate(
      { keptId: kept.id, removedId: removed.id },
      {
        onSuccess: () => {
          announce(t('merge.done', { name: kept.name }));
          props.onMerged(kept.id);
        },
      },
    );
  return (
    <Dialog
      title={t('merge.title', { name: props.contact.name })}
      isOpen
      onClose={props.onClose}
      actions={
        <>
          {props.other === null ? (
            <Button variant="quiet" onPress={() => setOther(null)}>
              {t('merge.another')}
            </Button>
          ) : null}
          <Button
            icon={<ArrowLeftRight size={16} aria-hidden />}
            onPress={() => setIsTurned(!isTurned)}
          >
            {t('merge.turn')}
          </Button>
          <Button
            variant="primary"
            isDisabled={!isOnline}
            isBusy={merge.isPending}
            onPress={submit}
          >
            {t('merge.now')}
          </Button>
        </>
      }
    >
      <div className={formCss['form']}>
        <MergeTable kept={kept} removed={removed} />
        <p className={formCss['hint']}>{t(isOnline ? 'merge.after' : 'merge.needsRelay')}</p>
        {refused === null ? null : (
          <p role="alert" className={formCss['refused']}>
            {refused.what} {refused.next}
          </p>
        )}
      </div>
    </Dialog>
  );
}
