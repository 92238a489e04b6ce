import { UserRoundX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { loadStrings } from '../../i18n/index.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ContactDetails } from './contact-details.tsx';
import css from './contact-panel.module.css';
import { ConversationFacts } from './conversation-facts.tsx';
import { OptIns } from './opt-ins.tsx';

const ContactOrders = lazy(async () => {
  const [{ ContactOrders: Orders }] = await Promise.all([
    import('../orders/contact-orders.tsx'),
    loadStrings('orders'),
  ]);
  return { default: Orders };
});

export interface ContactPanelProps {
  readonly conversationId: ConversationId;
}

function Loading() {
  return (
    <div className={css['head']} aria-hidden="true">
      <Skeleton width="56px" height="56px" shape="round" />
      <Skeleton width="60%" height="16px" className={css['loadingName'] ?? ''} />
      <Skeleton width="40%" height="12px" className={css['loadingName'] ?? ''} />
    </div>
  );
}

/** What is known of the customer, beside the conversation. */
export function ContactPanel(props: ContactPanelProps) {
  const { t } = useTranslation('contact');
  const { data, error, refetch } = useBridgeQuery('conversation.get', {
    conversationId: props.conversationId,
  });
  if (data === undefined && error !== null) {
    return (
      <aside className={css['panel']} aria-label={t('region')}>
        <EmptyState
          icon={<UserRoundX size={20} aria-hidden />}
          title={t('loadFailed')}
          action={<Button onPress={() => void refetch()}>{t('tryAgain')}</Button>}
        >
          {error.refusal.what} {error.refusal.next}
        </EmptyState>
      </aside>
    );
  }
  if (data === undefined) {
    return (
      <aside className={css['panel']} aria-label={t('loading')} aria-busy="true">
        <Loading />
      </aside>
    );
  }
  const { contact } = data;
  const otherName =
    contact.profileName !== null && contact.profileName !== contact.name
      ? contact.profileName
      : null;
  return (
    <aside className={css['panel']} aria-label={t('region')}>
      <div className={css['head']}>
        <Avatar name={contact.name} size={56} />
        <h2 className={css['name']}>
          <bdi>{contact.name}</bdi>
        </h2>
        {contact.company === null || contact.company === contact.name ? null : (
          <p className={css['company']}>
            <bdi>{contact.company}</bdi>
          </p>
        )}
        {otherName === null ? null : (
          <p className={css['profile']}>
            <bdi>{t('profileName', { name: otherName })}</bdi>
          </p>
        )}
      </div>
      <ContactDetails contact={contact} />
      <OptIns contact={contact} />
      <Suspense fallback={null}>
        <ContactOrders key={contact.id} contactId={contact.id} />
      </Suspense>
      <ConversationFacts view={data} />
    </aside>
  );
}
