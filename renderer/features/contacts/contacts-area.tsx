import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactFilter, ContactSort } from '../../../shared/contract/bridge/contacts.ts';
import type { ContactId, ConversationId } from '../../../shared/contract/ids.ts';
import { useLayout } from '../../app/use-layout.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ContactScreen } from './contact-screen.tsx';
import css from './contacts-area.module.css';
import { ContactsPane } from './contacts-pane.tsx';
import { CreateContact } from './create-contact.tsx';

export interface ContactsAreaProps {
  /** Null: none is open. */
  readonly contactId: ContactId | null;
  readonly onContact: (id: ContactId | null) => void;
  readonly onConversation: (id: ConversationId) => void;
}

/** Everybody whom the company knows: the list, and the open one beside it. */
export function ContactsArea(props: ContactsAreaProps) {
  const { t } = useTranslation('contacts');
  const { contactId, onContact } = props;
  const isSingle = useLayout() === 'single';
  const [filter, setFilter] = useState<ContactFilter>({ text: '', tagId: null, ownerId: null });
  const [sort, setSort] = useState<ContactSort>('name');
  const [isCreating, setIsCreating] = useState(false);
  const [wish, setWish] = useState(0);
  const close = () => onContact(null);
  useKeys({
    n: () => setIsCreating(true),
    '/': () => {
      if (isSingle) close();
      setWish((now) => now + 1);
    },
    ...(contactId === null ? {} : { Escape: close }),
  });
  const showList = !isSingle || contactId === null;
  const showContact = !isSingle || contactId !== null;
  const ListBox = showContact ? 'div' : 'main';
  return (
    <div className={css['columns']} data-single={isSingle || undefined}>
      {showList ? (
        <ListBox className={css['list']}>
          <ContactsPane
            filter={filter}
            sort={sort}
            openId={contactId}
            wish={wish}
            onFilter={setFilter}
            onSort={setSort}
            onOpen={onContact}
            onNew={() => setIsCreating(true)}
          />
        </ListBox>
      ) : null}
      {showContact ? (
        <main className={css['main']}>
          {contactId === null ? (
            <EmptyState icon={<UserRound size={20} />} title={t('nothingOpen')}>
              {t('nothingOpenNext')}
            </EmptyState>
          ) : (
            <ContactScreen
              key={contactId}
              contactId={contactId}
              onBack={isSingle ? close : null}
              onContact={onContact}
              onConversation={props.onConversation}
            />
          )}
        </main>
      ) : null}
      {isCreating ? (
        <CreateContact onClose={() => setIsCreating(false)} onContact={onContact} />
      ) : null}
    </div>
  );
}
