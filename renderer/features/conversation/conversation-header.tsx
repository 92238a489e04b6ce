import {
  ArrowLeft,
  CircleCheck,
  MessageCircle,
  PanelRight,
  RotateCcw,
  Smartphone,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { Chip } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { HeaderColleagues } from '../presence/header-colleagues.tsx';
import { SnoozeChip } from '../snooze/snooze-chip.tsx';
import { SnoozeMenu } from '../snooze/snooze-menu.tsx';
import { ConversationTags, TagButton } from '../tags/conversation-tags.tsx';
import { EntryPointChip } from '../window/entry-point-chip.tsx';
import { WindowSign } from '../window/window-sign.tsx';
import { AssignMenu } from './assign-menu.tsx';
import css from './conversation-header.module.css';
import { MoreMenu } from './more-menu.tsx';

/** The menus that keys open too. */
export type HeaderMenu = 'assign' | 'snooze' | 'tags';

export interface ConversationHeaderProps {
  readonly view: ConversationView;
  readonly onBack: (() => void) | null;
  readonly panelOpen: boolean;
  readonly onTogglePanel: () => void;
  readonly onResolve: () => void;
  /** Which of its menus is open; null: none. */
  readonly open: HeaderMenu | null;
  readonly onOpen: (menu: HeaderMenu | null) => void;
}

function Via(props: { readonly view: ConversationView }) {
  const { t } = useTranslation('conversation');
  const { conversation, sender } = props.view;
  const Icon = conversation.channel === 'sms' ? Smartphone : MessageCircle;
  return (
    <>
      <Icon size={14} aria-hidden />
      <span className={css['viaWords']} title={sender.address}>
        {t('via', {
          channel: t(`channel.${conversation.channel}`),
          sender: sender.displayName,
        })}
      </span>
      {sender.status === 'online' ? null : (
        <Chip tone="closed">{t(`senderState.${sender.status}`)}</Chip>
      )}
    </>
  );
}

/** Who this is, how long freeform may be written, who looks after it, and what to do with it. */
export function ConversationHeader(props: ConversationHeaderProps) {
  const { t } = useTranslation('conversation');
  const { view, onBack, panelOpen } = props;
  const { contact, conversation } = view;
  const isOpen = conversation.status === 'open';
  const menu = (name: HeaderMenu) => ({
    isOpen: props.open === name,
    onOpenChange: (open: boolean) => props.onOpen(open ? name : null),
  });
  return (
    <header className={css['header']}>
      {onBack === null ? null : (
        <IconButton
          label={t('back')}
          shortcut="Escape"
          icon={<ArrowLeft size={20} aria-hidden />}
          onPress={onBack}
        />
      )}
      <div className={css['who']}>
        <h1 className={css['names']}>
          <bdi className={css['name']} title={contact.name}>
            {contact.name}
          </bdi>
          {contact.company === null || contact.company === contact.name ? null : (
            <bdi className={css['company']} title={contact.company}>
              {contact.company}
            </bdi>
          )}
          {isOpen ? null : (
            <Chip icon={<CircleCheck size={14} aria-hidden />}>{t('resolved')}</Chip>
          )}
          {isOpen ? <SnoozeChip snooze={conversation.snooze} /> : null}
          <ConversationTags conversation={conversation} />
        </h1>
        <p className={css['via']}>
          <Via view={view} />
          <HeaderColleagues conversationId={conversation.id} />
        </p>
      </div>
      <div className={css['tools']}>
        {conversation.entryPointEndsAt === null ? null : (
          <EntryPointChip conversation={conversation} size="header" />
        )}
        <WindowSign conversation={conversation} size="header" />
        <AssignMenu view={view} {...menu('assign')} />
        <TagButton conversation={conversation} {...menu('tags')} />
        {isOpen ? <SnoozeMenu view={view} {...menu('snooze')} /> : null}
        <IconButton
          label={t(isOpen ? 'resolve' : 'reopen')}
          shortcut="E"
          placement="bottom"
          icon={
            isOpen ? <CircleCheck size={20} aria-hidden /> : <RotateCcw size={20} aria-hidden />
          }
          onPress={props.onResolve}
        />
        <MoreMenu view={view} />
        <IconButton
          label={t(panelOpen ? 'hidePanel' : 'showPanel')}
          shortcut="I"
          placement="bottom end"
          isPressed={panelOpen}
          icon={<PanelRight size={20} aria-hidden />}
          onPress={props.onTogglePanel}
        />
      </div>
    </header>
  );
}
