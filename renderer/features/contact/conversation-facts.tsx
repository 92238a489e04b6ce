import { Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { useSession } from '../../bridge/context.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import css from './conversation-facts.module.css';
import { Fact, Facts } from './fact.tsx';

function EntryPoint(props: { readonly endsAt: number }) {
  const { t } = useTranslation('contact');
  const formats = useFormats();
  const now = useRelayNow('minute');
  if (now >= props.endsAt) return null;
  return (
    <div className={css['entryPoint']}>
      <Chip tone="accent" icon={<Megaphone size={14} aria-hidden />}>
        {t('entryPoint')}
      </Chip>
      <p className={css['hint']} title={formats.exact(props.endsAt)}>
        {t('entryPointHint', { when: formats.since(props.endsAt, now) })}
      </p>
    </div>
  );
}

/** Who looks after the conversation and since when there is contact. */
export function ConversationFacts(props: { readonly view: ConversationView }) {
  const { t } = useTranslation('contact');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const { person: me } = useSession();
  const { assignee, contact, conversation, sender } = props.view;
  return (
    <>
      <Facts title={t('conversation')}>
        <Fact name={t('assignee')}>
          {assignee === null ? (
            <span className={css['nobody']}>{t('nobody')}</span>
          ) : (
            <>
              <Avatar name={assignee.name} size={20} />
              <bdi className={css['words']}>
                {assignee.id === me.id ? t('me', { name: assignee.name }) : assignee.name}
              </bdi>
            </>
          )}
        </Fact>
        <Fact name={t('sender')}>
          <bdi className={css['words']} title={sender.address}>
            {sender.displayName}
          </bdi>
        </Fact>
        <Fact name={t('lastInbound')}>
          {conversation.lastInboundAt === null ? (
            <span className={css['nobody']}>{t('never')}</span>
          ) : (
            <span className={css['words']} title={formats.exact(conversation.lastInboundAt)}>
              {formats.near(conversation.lastInboundAt, now)}
            </span>
          )}
        </Fact>
        <Fact name={t('contactSince')}>
          <span className={css['words']} title={formats.exact(contact.createdAt)}>
            {formats.day(contact.createdAt, now)}
          </span>
        </Fact>
      </Facts>
      {conversation.entryPointEndsAt === null ? null : (
        <EntryPoint endsAt={conversation.entryPointEndsAt} />
      )}
    </>
  );
}
