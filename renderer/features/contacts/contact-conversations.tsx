import { CircleCheck, MessageCircle, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BridgeOutput } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useRecords } from '../../bridge/records.ts';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import css from './contact-screen.module.css';
import { Part } from './part.tsx';

export interface ContactConversationsProps {
  readonly conversations: BridgeOutput<'contact.get'>['conversations'];
  readonly onConversation: (id: ConversationId) => void;
}

/** The contact's conversations, the newest first; a click opens one. */
export function ContactConversations(props: ContactConversationsProps) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const senders = useRecords('sender');
  return (
    <Part title={t('conversations')}>
      {props.conversations.length === 0 ? (
        <p className={css['quiet']}>{t('noConversations')}</p>
      ) : (
        <ul className={css['rows']}>
          {props.conversations.map(({ id, channel, senderId, state, lastMessageAt }) => {
            const Icon =
              state === 'resolved' ? CircleCheck : channel === 'sms' ? Smartphone : MessageCircle;
            const sender = senders.find((one) => one.id === senderId);
            return (
              <li key={id}>
                <button
                  type="button"
                  className={css['row']}
                  onClick={() => props.onConversation(id)}
                >
                  <Icon size={16} aria-hidden />
                  <span className={css['rowWords']}>
                    {t('conversation', {
                      channel: t(`channel.${channel}`),
                      sender: sender?.displayName ?? '',
                      state: t(`state.${state}`),
                    })}
                  </span>
                  <span className={css['when']} title={formats.exact(lastMessageAt)}>
                    {formats.near(lastMessageAt, now)}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </Part>
  );
}
