import { MessagesSquare } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import type { MessageId } from '../../../shared/contract/ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ComposerDock, type ComposerHandle } from '../composer/composer-dock.tsx';
import { composerMode } from '../composer/composer-mode.ts';
import { useDraft } from '../composer/use-draft.ts';
import { useRelayNowWhen } from '../window/use-relay-now.ts';
import { FirstNotes, NotesProvider } from '../notes/notes-context.tsx';
import { ConversationScopeProvider, FindMessageProvider } from './conversation-context.tsx';
import { ConversationHeader, type HeaderMenu } from './conversation-header.tsx';
import type { ConversationScreenProps } from './conversation-screen.tsx';
import css from './conversation-screen.module.css';
import { Lightbox } from './lightbox.tsx';
import { OwnerHint } from './owner-hint.tsx';
import { MessageList, type Jump } from './list/message-list.tsx';
import type { MessageStretch } from './messages/merge-pages.ts';
import type { Messages } from './messages/use-messages.ts';
import { picturesOf, type ShownPicture } from './model/pictures.ts';
import { useCommands } from './use-commands.ts';
import { useFind } from './use-find.ts';
import { useConversationKeys } from './use-conversation-keys.ts';
import { useMessageActions } from './use-message-actions.ts';
import { useNameOf } from './use-name-of.ts';
import { useScope } from './use-scope.ts';

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
  const nameOf = useNameOf(contact, view.sender);
  const composer = useRef<ComposerHandle>(null);
  const [jump, setJump] = useState<Jump | null>(null);
  const [picture, setPicture] = useState<ShownPicture | null>(null);
  const draft = useDraft(conversation.id, view.draft, props.answeredAt);

  // Drawn anew at the very second in which the window closes, and when it opens again.
  const now = useRelayNowWhen((at) => composerMode(conversation, contact, at));
  const mode = composerMode(conversation, contact, now);

  const actions = useMessageActions({ view, messages, draft, composer, setJump });
  const { target } = props;
  // A conversation that is opened for one of its messages shows nothing before that one is there.
  const [isReaching, setReaching] = useState(target !== null);
  const reach = useEffectEvent(async (to: MessageId) => {
    await actions.reach(to);
    setReaching(false);
  });
  useEffect(() => {
    if (target !== null) void reach(target.to);
  }, [target]);

  const commands = useCommands();
  const [menu, setMenu] = useState<HeaderMenu | null>(null);
  const resolve = () => commands.toggleResolved(view);
  useConversationKeys({
    r: () => composer.current?.focus(),
    n: () => composer.current?.openNote(),
    e: resolve,
    m: () => commands.assignToMe(view),
    a: () => setMenu('assign'),
    h: () => {
      if (conversation.status === 'open') setMenu('snooze');
    },
    t: () => setMenu('tags'),
    i: props.onTogglePanel,
    ...(props.onBack === null ? {} : { Escape: props.onBack }),
  });

  const scope = useScope({
    contact,
    messages: stretch.messages,
    freeformOpen: mode === 'freeform',
    nameOf,
    showPicture: setPicture,
    actions,
  });
  const find = useFind(stretch.messages);
  return (
    <ConversationScopeProvider value={scope}>
      <FindMessageProvider value={find}>
        <ConversationHeader
          view={view}
          onBack={props.onBack}
          panelOpen={props.panelOpen}
          onTogglePanel={props.onTogglePanel}
          onResolve={resolve}
          open={menu}
          onOpen={setMenu}
        />
        <NotesProvider
          conversationId={conversation.id}
          messages={stretch.messages}
          fromStart={stretch.previous === null}
          toEnd={stretch.next === null}
        >
          {isReaching ? (
            <div className={css['empty']} aria-busy="true" />
          ) : stretch.messages.length === 0 ? (
            <div className={css['empty']}>
              <FirstNotes />
              <EmptyState icon={<MessagesSquare size={20} aria-hidden />} title={t('emptyTitle')}>
                {t(mode === 'freeform' ? 'emptyFreeform' : 'emptyTemplate')}
              </EmptyState>
            </div>
          ) : (
            <MessageList
              key={messages.part}
              conversation={conversation}
              stretch={stretch}
              messages={messages}
              jump={jump}
              onJumped={() => setJump(null)}
            />
          )}
        </NotesProvider>
        <OwnerHint view={view} onTake={() => commands.assignToMe(view)} />
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
          pictures={picturesOf(stretch.messages)}
          formats={scope.formats}
          onShow={setPicture}
          onClose={() => setPicture(null)}
        />
      </FindMessageProvider>
    </ConversationScopeProvider>
  );
}
