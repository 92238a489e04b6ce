import { CloudAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ConversationBody } from './conversation-body.tsx';
import css from './conversation-screen.module.css';
import { BackOnly, ConversationSkeleton } from './conversation-skeleton.tsx';
import { useMessages } from './messages/use-messages.ts';

export interface ConversationScreenProps {
  readonly conversationId: ConversationId;
  /** Goes back to the list; null where list and conversation stand side by side. */
  readonly onBack: (() => void) | null;
  readonly panelOpen: boolean;
  readonly onTogglePanel: () => void;
  /** A message that it is opened for; a new object is a new wish. Null: it opens at its end. */
  readonly target: Target | null;
}

/** A message that is to be shown. */
export interface Target {
  readonly to: MessageId;
  /** Which time it is wished for. */
  readonly wish: number;
}

/** One conversation: header, messages and composer. */
export function ConversationScreen(props: ConversationScreenProps) {
  const { t } = useTranslation('conversation');
  const { conversationId } = props;
  const view = useBridgeQuery('conversation.get', { conversationId });
  const messages = useMessages(conversationId);
  const error = (view.data === undefined ? view.error : null) ?? messages.error;
  if (error !== null) {
    return (
      <section className={css['screen']} aria-label={t('loadFailed')}>
        <BackOnly onBack={props.onBack} />
        <EmptyState
          icon={<CloudAlert size={20} aria-hidden />}
          title={t('loadFailed')}
          action={
            <Button
              onPress={() => {
                void view.refetch();
                messages.retry();
              }}
            >
              {t('tryAgain')}
            </Button>
          }
        >
          {error.refusal.what} {error.refusal.next}
        </EmptyState>
      </section>
    );
  }
  if (view.data === undefined || messages.stretch === null) {
    return (
      <section className={css['screen']} aria-label={t('loading')} aria-busy="true">
        <ConversationSkeleton onBack={props.onBack} />
      </section>
    );
  }
  return (
    <section
      className={css['screen']}
      aria-label={t('region', { name: view.data.contact.name })}
      data-conversation={conversationId}
    >
      <ConversationBody
        key={conversationId}
        {...props}
        view={view.data}
        answeredAt={view.dataUpdatedAt}
        messages={messages}
        stretch={messages.stretch}
      />
    </section>
  );
}
