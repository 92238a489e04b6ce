import { MessagesSquare } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { useBootstrap, useSession } from '../../bridge/context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ComposerDock, type ComposerHandle } from '../composer/composer-dock.tsx';
import { composerMode } from '../composer/composer-mode.ts';
import { useDraft } from '../composer/use-draft.ts';
import { useRelayNowWhen } from '../window/use-relay-now.ts';
import { ConversationScopeProvider, type ShownPicture } from './conversation-context.tsx';
import { ConversationHeader, useResolve } from './conversation-header.tsx';
import type { ConversationScreenProps } from './conversation-screen.tsx';
import css from './conversation-screen.module.css';
import { Lightbox } from './lightbox.tsx';
import { MessageList, type Jump } from './list/message-list.tsx';
import type { MessageStretch } from './messages/merge-pages.ts';
import type { Messages } from './messages/use-messages.ts';
import { useConversationKeys } from './use-conversation-keys.ts';
import { useFormats } from './use-formats.ts';
import { useMessageActions } from './use-message-actions.ts';
import { useNameOf } from './use-name-of.ts';

export interface ConversationBodyProps extends ConversationScreenProps {
  readonly view: ConversationView;
  /** When the view was answered, ms of this machine's clock. */
  readonly answeredAt: number;
  readonly messages: Messages;
  readonly stretch: MessageStretch;
}

/** A loaded conversation. Lives as long as it is on the screen. */
export function ConversationBody(props: ConversationBodyProps) {
  const { t } = useTranslation('conversation');
  const { view, messages, stretch } = props;
  const { conversation, contact } = view;
  const { connection, mediaBase } = useBootstrap();
  const { person } = useSession();
  const formats = useFormats();
  const nameOf = useNameOf(contact, view.sender);
  const composer = useRef<ComposerHandle>(null);
  const [jump, setJump] = useState<Jump | null>(null);
  const [picture, setPicture] = useState<ShownPicture | null>(null);
  const draft = useDraft(conversation.id, view.draft, props.answeredAt);

  // Drawn anew at the very second in which the window closes, and when it opens again.
  const now = useRelayNowWhen((at) => composerMode(conversation, contact, at));
  const mode = composerMode(conversation, contact, now);

  const actions = useMessageActions({ view, messages, draft, composer, setJump });
  const resolve = useResolve(view);
  useConversationKeys({
    r: () => composer.current?.focus(),
    e: resolve,
    i: props.onTogglePanel,
    ...(props.onBack === null ? {} : { Escape: props.onBack }),
  });

  const byId = new Map(stretch.messages.map((message) => [message.id, message]));
  return (
    <ConversationScopeProvider
      value={{
        ...actions,
        contact,
        formats,
        mediaBase,
        ownId: person.id,
        freeformOpen: mode === 'freeform',
        online: connection.state === 'online',
        nameOf,
        find: (id) => byId.get(id),
        showPicture: setPicture,
      }}
    >
      <ConversationHeader
        view={view}
        onBack={props.onBack}
        panelOpen={props.panelOpen}
        onTogglePanel={props.onTogglePanel}
      />
      {stretch.messages.length === 0 ? (
        <div className={css['empty']}>
          <EmptyState icon={<MessagesSquare size={20} aria-hidden />} title={t('emptyTitle')}>
            {t(mode === 'freeform' ? 'emptyFreeform' : 'emptyTemplate')}
          </EmptyState>
        </div>
      ) : (
        <MessageList
          conversation={conversation}
          stretch={stretch}
          messages={messages}
          jump={jump}
        />
      )}
      <ComposerDock
        ref={composer}
        view={view}
        mode={mode}
        draft={draft}
        onSent={(message) => {
          messages.put(message);
          setJump({ to: null });
        }}
      />
      <Lightbox
        picture={picture}
        mediaBase={mediaBase}
        formats={formats}
        onClose={() => setPicture(null)}
      />
    </ConversationScopeProvider>
  );
}
