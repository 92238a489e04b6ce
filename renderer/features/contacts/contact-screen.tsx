import { ArrowLeft, CloudAlert, MessageSquarePlus, Pencil, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactId, ConversationId } from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { Consents } from './consents.tsx';
import { ContactFacts } from './contact-facts.tsx';
import css from './contact-screen.module.css';
import { ContactConversations } from './contact-conversations.tsx';
import { EditContact } from './edit-contact.tsx';
import { JoiningMenu } from './joining/joining-menu.tsx';
import { StartConversation } from './start-conversation.tsx';

export interface ContactScreenProps {
  readonly contactId: ContactId;
  /** Null: the list stands beside it. */
  readonly onBack: (() => void) | null;
  readonly onContact: (id: ContactId) => void;
  readonly onConversation: (id: ConversationId) => void;
}

/** Everything that is known of one contact. */
export function ContactScreen(props: ContactScreenProps) {
  const { t } = useTranslation('contacts');
  const wordsOf = useRefusalWords();
  const { data, error, refetch } = useBridgeQuery('contact.get', { contactId: props.contactId });
  const back =
    props.onBack === null ? null : (
      <IconButton
        label={t('back')}
        shortcut="Escape"
        icon={<ArrowLeft size={16} aria-hidden />}
        onPress={props.onBack}
      />
    );
  if (data === undefined && error !== null) {
    const { what, next } = wordsOf(error.refusal);
    return (
      <>
        <div className={css['tools']}>{back}</div>
        <EmptyState
          icon={<CloudAlert size={20} />}
          title={what}
          action={<Button onPress={() => void refetch()}>{t('tryAgain')}</Button>}
        >
          {next}
        </EmptyState>
      </>
    );
  }
  if (data === undefined) {
    return (
      <div className={css['head']} aria-busy="true" aria-label={t('loading')} role="status">
        <Skeleton width="56px" height="56px" shape="round" />
        <Skeleton width="40%" height="20px" />
      </div>
    );
  }
  if (data.contact === null) {
    return (
      <>
        <div className={css['tools']}>{back}</div>
        <EmptyState icon={<UserRoundX size={20} />} title={t('gone')}>
          {t('goneNext')}
        </EmptyState>
      </>
    );
  }
  return (
    <Loaded {...props} back={back} contact={data.contact} conversations={data.conversations} />
  );
}

function Loaded(
  props: ContactScreenProps & {
    readonly back: React.ReactNode;
    readonly contact: ContactRecord;
    readonly conversations: Parameters<typeof ContactConversations>[0]['conversations'];
  },
) {
  const { t } = useTranslation('contacts');
  const { contact } = props;
  const [open, setOpen] = useState<'edit' | 'start' | null>(null);
  const close = () => setOpen(null);
  useKeys({ e: () => setOpen('edit') });
  const second = [
    contact.company,
    contact.profileName !== null && contact.profileName !== contact.name
      ? t('profileName', { name: contact.profileName })
      : null,
  ].filter((words) => words !== null && words !== contact.name);
  return (
    <article aria-label={contact.name}>
      <header className={css['head']}>
        {props.back}
        <Avatar name={contact.name} size={56} />
        <div className={css['names']}>
          <h2 className={css['name']}>
            <bdi>{contact.name}</bdi>
          </h2>
          {second.length === 0 ? null : <p className={css['second']}>{second.join(' · ')}</p>}
        </div>
        <div className={css['actions']}>
          <Button icon={<Pencil size={16} aria-hidden />} onPress={() => setOpen('edit')}>
            {t('edit')}
          </Button>
          <Button
            variant="primary"
            icon={<MessageSquarePlus size={16} aria-hidden />}
            isDisabled={contact.identities.length === 0}
            onPress={() => setOpen('start')}
          >
            {t('start.open')}
          </Button>
          <JoiningMenu contact={contact} onContact={props.onContact} />
        </div>
      </header>
      <div>
        <ContactFacts contact={contact} />
        <Consents contact={contact} />
        <ContactConversations
          conversations={props.conversations}
          onConversation={props.onConversation}
        />
      </div>
      {open === 'edit' ? (
        <EditContact contact={contact} onClose={close} onContact={props.onContact} />
      ) : null}
      {open === 'start' ? (
        <StartConversation who={contact} onClose={close} onConversation={props.onConversation} />
      ) : null}
    </article>
  );
}
