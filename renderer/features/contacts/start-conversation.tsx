import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  contactId,
  conversationId,
  type ConversationId,
  type SenderId,
} from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { formatPhone } from '../../../shared/domain/contact/phone.ts';
import { useBootstrap, useBridgeQuery } from '../../bridge/context.tsx';
import { useNow, useRecords } from '../../bridge/records.ts';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './contact-form.module.css';
import { useBestSender } from './use-best-sender.ts';

/** A number that nobody has yet, as E.164. */
export interface NewNumber {
  readonly newNumber: string;
}

/** Begins a conversation with a contact or a new number, by one of the company's senders; then it opens. */
export function StartConversation(props: {
  readonly who: ContactRecord | NewNumber;
  readonly onClose: () => void;
  readonly onConversation: (id: ConversationId) => void;
}) {
  const { t } = useTranslation('contacts');
  const { who, onConversation } = props;
  const contact = 'newNumber' in who ? null : who;
  const number = 'newNumber' in who ? who.newNumber : null;
  const wordsOf = useRefusalWords();
  const isOnline = useBootstrap().connection.state === 'online';
  const senders = useRecords('sender').filter(
    ({ channel }) => contact?.identities.some((one) => one.channel === channel) ?? true,
  );
  const [chosen, setChosen] = useState<SenderId | null>(null);
  const best = useBestSender(senders, contact, number);
  const sender = senders.find(({ id }) => id === (chosen ?? best?.id));
  const reason = chosen === null || chosen === best?.id ? (best?.reason ?? null) : null;
  const [name, setName] = useState('');
  const wished = useMemo(() => conversationId.parse(crypto.randomUUID()), []);
  const newId = useMemo(() => contactId.parse(crypto.randomUUID()), []);
  const start = useNow('conversation.start');
  const started = start.data?.conversationId ?? null;
  // The relay has made it; it opens as soon as this desktop has it too.
  const here = useBridgeQuery(
    'conversation.get',
    { conversationId: started ?? wished },
    { enabled: started !== null },
  );
  const isHere = started !== null && here.data !== undefined;
  useEffect(() => {
    if (isHere) onConversation(started);
  }, [isHere, started, onConversation]);
  const refused = start.error === null ? null : wordsOf(start.error.refusal);
  return (
    <Dialog
      title={t('start.title', { name: contact?.name ?? formatPhone(number ?? '') })}
      size="small"
      isOpen
      onClose={props.onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={sender === undefined || !isOnline}
          isBusy={start.isPending || (started !== null && !isHere)}
          onPress={() => {
            if (sender === undefined) return;
            start.mutate({
              conversationId: wished,
              senderId: sender.id,
              contactId: contact?.id ?? newId,
              newContact:
                number === null ? null : { phone: number, name: name.trim() === '' ? null : name },
            });
          }}
        >
          {t('start.now')}
        </Button>
      }
    >
      <div className={css['form']}>
        {number === null ? null : (
          <TextField
            label={t('start.name')}
            value={name}
            onChange={(value) => setName(value.slice(0, 200))}
            description={t('start.nameHint')}
            autoFocus
          />
        )}
        {sender === undefined ? (
          <p>{t('start.noSender')}</p>
        ) : senders.length === 1 ? (
          <p>
            {t('start.by', { sender: sender.displayName, channel: t(`channel.${sender.channel}`) })}
          </p>
        ) : (
          <SelectField
            label={t('start.sender')}
            value={String(sender.id)}
            onChange={(value) => setChosen(senders.find(({ id }) => id === value)?.id ?? null)}
            options={senders.map(({ id, displayName, channel, address }) => ({
              value: String(id),
              label: `${displayName}, ${t(`channel.${channel}`)} ${formatPhone(address)}`,
            }))}
          />
        )}
        {reason === null || senders.length === 1 ? null : (
          <p className={css['hint']}>{t(`start.reason.${reason}`)}</p>
        )}
        <p className={css['hint']}>{t(isOnline ? 'start.why' : 'start.needsRelay')}</p>
        {refused === null ? null : (
          <p role="alert" className={css['refused']}>
            {refused.what} {refused.next}
          </p>
        )}
      </div>
    </Dialog>
  );
}
