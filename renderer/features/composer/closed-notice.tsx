import { Ban, CircleDashed, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, Draft } from '../../../shared/contract/bridge.ts';
import type { Channel, MessageStatus } from '../../../shared/contract/records.ts';
import { windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import css from './notices.module.css';

const ON_ITS_WAY: ReadonlySet<MessageStatus> = new Set([
  'queued',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
]);

/** Whether the last word is a template that is on its way or has arrived: the customer is to answer. */
function awaitsAnswer({ lastMessage }: ConversationView['conversation']): boolean {
  return lastMessage?.kind === 'template' && ON_ITS_WAY.has(lastMessage.status);
}

/** That the window is closed, since when, and what reopens it. */
export function ClosedNotice(props: { readonly view: ConversationView; readonly draft: Draft }) {
  const { t } = useTranslation('composer');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const closedAt = windowClosesAt(props.view.conversation.lastInboundAt);
  const waits = awaitsAnswer(props.view.conversation);
  const kept = props.draft.text.trim() === '' ? '' : 'Kept';
  if (closedAt === null) {
    return (
      <div className={css['notice']} data-tone="neutral">
        <CircleDashed size={16} aria-hidden />
        <p className={css['words']}>
          <strong>{t('closed.never')}</strong>{' '}
          {t(waits ? 'closed.answer' : `closed.neverNext${kept}`)}
        </p>
      </div>
    );
  }
  return (
    <div className={css['notice']} data-tone="closed">
      <Lock size={16} aria-hidden />
      <p className={css['words']}>
        <strong title={formats.exact(closedAt)}>
          {t('closed.title', { when: formats.since(closedAt, now) })}
        </strong>{' '}
        {t(waits ? 'closed.answer' : `closed.next${kept}`)}
      </p>
    </div>
  );
}

/** That the customer wants no messages on this channel. */
export function OptedOutNotice(props: { readonly channel: Channel; readonly hasText: boolean }) {
  const { t } = useTranslation('composer');
  return (
    <div className={css['notice']} data-tone="closed">
      <Ban size={16} aria-hidden />
      <p className={css['words']}>
        <strong>{t(`optedOut.${props.channel}`)}</strong>{' '}
        {t(props.hasText ? 'optedOut.nextKept' : 'optedOut.next')}
      </p>
    </div>
  );
}
