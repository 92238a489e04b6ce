import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import type { ConversationRecord } from '../../../../shared/contract/records.ts';
import { isTyping } from '../../../ui/key-target.ts';
import { useStable } from '../../../ui/use-stable.ts';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import { comparePlaces, type MessageStretch } from '../messages/merge-pages.ts';
import type { Messages } from '../messages/use-messages.ts';
import { usePreview } from '../use-preview.ts';
import { FirstNotes } from '../../notes/notes-context.tsx';
import { JumpButton } from './jump-button.tsx';
import { ListEdge } from './list-edges.tsx';
import { MessageSections } from './message-section.tsx';
import { StickyDay } from './separators.tsx';
import { useBelow } from './use-below.ts';
import { useInView } from './use-in-view.ts';
import { useNearness } from './use-nearness.ts';
import { useScrollPlace } from './use-scroll-place.ts';
import { useNewLine } from './use-new-line.ts';
import { usePageAttention } from './use-page-attention.ts';
import { useReadReceipt } from './use-read-receipt.ts';
import { useRows, useSections } from './use-rows.ts';
import css from './message-list.module.css';

const FLASH_MS = 1_700;

/** A wish to show one message; a new object is a new wish. */
export interface Jump {
  /** Null: the newest message. */
  readonly to: MessageId | null;
}

/** A message that is to be brought into sight and given the focus. */
interface Wanted {
  readonly id: MessageId;
  /** It was jumped to, not reached by the arrow keys. */
  readonly isJump: boolean;
}

export interface MessageListProps {
  readonly conversation: ConversationRecord;
  readonly stretch: MessageStretch;
  readonly messages: Messages;
  /** A wish that is not fulfilled yet. */
  readonly jump: Jump | null;
  readonly onJumped: () => void;
}

/** The messages of a conversation: starts at the newest one and stays there while it is in sight. */
export function MessageList(props: MessageListProps) {
  const { t } = useTranslation('conversation');
  const { contact, formats } = useConversationScope();
  const preview = usePreview();
  const { stretch, messages } = props;
  const records = stretch.messages;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const nearness = useNearness(scroller);
  const newest = records.at(-1);
  const isAside = stretch.next !== null;
  const { atBottom, leftAt, toBottom, hold } = useScrollPlace(scroller, {
    newest: newest?.id ?? null,
    aside: isAside,
    onNearTop: () => {
      if (messages.olderError === null) messages.loadOlder();
    },
    onNearBottom: () => {
      if (messages.newerError === null) messages.loadNewer();
    },
  });
  const [active, setActive] = useState<MessageId | null>(null);
  const [flashing, setFlashing] = useState<MessageId | null>(null);
  const attention = usePageAttention();
  const [unreadAtOpen] = useState(props.conversation.unreadCount);
  const { newFrom, clear } = useNewLine(records, unreadAtOpen, attention && atBottom, isAside);
  const below = useBelow(messages, stretch, { atBottom, leftAt });
  const rows = useRows(records, newFrom, formats.timeZone);
  const inView = useInView(scroller, rows);

  // Rows are cut into blocks by their place from the first one seen, so that older ones shift nothing.
  const [anchor] = useState(() => records[0]);
  const older = useMemo(
    () =>
      anchor === undefined ? 0 : records.filter((one) => comparePlaces(one, anchor) < 0).length,
    [anchor, records],
  );

  const sections = useSections(rows, older);

  useReadReceipt(
    props.conversation,
    records,
    (id) => inView.rows.some((row) => row.message.id === id),
    attention && !isAside,
  );

  const { refresh } = messages;
  const shown = useRef(refresh);
  shown.current = refresh;
  useEffect(() => {
    shown.current(inView.rows.map((row) => row.message));
  }, [inView, stretch.fresh]);

  const [wanted, setWanted] = useState<Wanted | null>(null);
  useLayoutEffect(() => {
    if (wanted === null || scroller === null) return;
    const element = scroller.querySelector<HTMLElement>(`[data-message="${wanted.id}"]`);
    if (element === null) return;
    element.scrollIntoView({ block: wanted.isJump ? 'center' : 'nearest' });
    // What is drawn around it now has had only a guessed size so far.
    hold(element);
    // Whoever goes through results by key goes on in their field.
    if (!isTyping(document.activeElement)) element.focus({ preventScroll: true });
  }, [wanted, scroller, hold]);
  const show = useCallback((id: MessageId, isJump: boolean) => {
    setActive(id);
    setWanted({ id, isJump });
    if (isJump) setFlashing(id);
  }, []);

  const toNewest = useStable(() => {
    messages.toNewest();
    toBottom();
  });
  const { jump } = props;
  const jumped = useStable(props.onJumped);
  useLayoutEffect(() => {
    if (jump === null) return;
    if (jump.to === null) {
      clear();
      toNewest();
    } else if (records.some((message) => message.id === jump.to)) {
      show(jump.to, true);
    } else return;
    jumped();
  }, [jump, jumped, records, clear, show, toNewest]);

  useEffect(() => {
    if (flashing === null) return undefined;
    const timer = setTimeout(() => setFlashing(null), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flashing]);

  function move(event: KeyboardEvent<HTMLElement>) {
    const at = rows.findIndex((row) => row.message.id === (active ?? newest?.id));
    const isMessage = event.target instanceof HTMLElement && 'message' in event.target.dataset;
    if (!isMessage || at === -1) return;
    const goal = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = goal === undefined ? undefined : rows[goal];
    if (row === undefined) return;
    event.preventDefault();
    show(row.message.id, false);
  }

  return (
    <div className={css['list']} onKeyDown={move}>
      <StickyDay at={inView.dayAt} />
      <div
        ref={setScroller}
        className={css['scroller']}
        role="region"
        aria-label={t('messagesOf', { name: contact.name })}
        tabIndex={0}
      >
        <div className={css['content']}>
          <ListEdge
            side="older"
            complete={stretch.previous === null}
            error={messages.olderError}
            onTryAgain={messages.loadOlder}
          />
          <FirstNotes />
          <MessageSections
            sections={sections}
            nearness={nearness}
            activeId={active ?? newest?.id ?? null}
            flashingId={flashing}
            wantedId={wanted?.id ?? null}
            onFocus={setActive}
          />
          <ListEdge
            side="newer"
            complete={!isAside}
            error={isAside ? messages.newerError : null}
            onTryAgain={messages.loadNewer}
          />
        </div>
      </div>
      {atBottom ? null : <JumpButton count={below} onPress={toNewest} />}
      <div aria-live="polite">
        <VisuallyHidden>
          {newest?.direction === 'inbound' && newFrom !== null
            ? t('newMessage', { name: contact.name, text: preview(newest) })
            : ''}
        </VisuallyHidden>
      </div>
    </div>
  );
}
