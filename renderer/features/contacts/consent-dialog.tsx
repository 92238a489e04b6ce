import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channel as channels, type ContactRecord } from '../../../shared/contract/records.ts';
import { useNow } from '../../bridge/records.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { announce } from '../../ui/toasts.tsx';
import css from './contact-form.module.css';

/** Puts down what a contact permits, with where it was said and what proves it. */
export function ConsentDialog(props: {
  readonly contact: ContactRecord;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('contacts');
  const { contact } = props;
  const wordsOf = useRefusalWords();
  const queries = useQueryClient();
  const record = useNow('contact.recordConsent');
  const [channel, setChannel] = useState<(typeof channels.options)[number]>('whatsapp');
  const [state, setState] = useState<'opted_in' | 'opted_out'>('opted_in');
  const [source, setSource] = useState('');
  const [evidence, setEvidence] = useState('');
  const isBack = state === 'opted_in' && contact.optIn[channel] === 'opted_out';
  const isReady = source.trim() !== '' && evidence.trim() !== '' && !isBack;
  const refused = record.error === null ? null : wordsOf(record.error.refusal);
  const submit = () => {
    if (!isReady) return;
    record.mutate(
      { contactId: contact.id, channel, state, source, evidence },
      {
        onSuccess: () => {
          announce(t('consent.recorded', { name: contact.name }));
          void queries.invalidateQueries({ queryKey: ['relay.ask'] });
          props.onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={t('consent.record')}
      size="small"
      isOpen
      onClose={props.onClose}
      actions={
        <Button variant="primary" isDisabled={!isReady} isBusy={record.isPending} onPress={submit}>
          {t('consent.recordNow')}
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
        <Choice
          label={t('consent.channel')}
          value={channel}
          onChange={setChannel}
          options={channels.options.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
        <Choice
          label={t('consent.what')}
          value={state}
          onChange={setState}
          options={(['opted_in', 'opted_out'] as const).map((value) => ({
            value,
            label: t(`consent.state.${value}`),
          }))}
        />
        {isBack ? (
          <p role="alert" className={css['refused']}>
            {t('consent.onlyTheCustomer')}
          </p>
        ) : null}
        <TextField
          label={t('consent.source')}
          value={source}
          onChange={(value) => setSource(value.slice(0, 200))}
          description={t('consent.sourceHint')}
          autoFocus
        />
        <TextField
          label={t('consent.evidence')}
          value={evidence}
          onChange={(value) => setEvidence(value.slice(0, 2000))}
          description={t('consent.evidenceHint')}
        />
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
