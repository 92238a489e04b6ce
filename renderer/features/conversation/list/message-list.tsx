import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import type { ConversationRecord } from '../../../../shared/contract/records.ts';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import { comparePlaces, type MessageStretch } from '../messages/merge-pages.ts';
import type { Messages } from '../messages/use-messages.ts';
import { inboundAfter } from '../model/new-line.ts';
import { messageRows, type MessageRow } from '../model/rows.ts';
import { usePreview } from '../use-preview.ts';
import { JumpButton } from './jump-button.tsx';
import { ListBottom, ListTop, type EdgeContext } from './list-edges.tsx';
import { MessageItem } from './message-item.tsx';
import { StickyDay } from './separators.tsx';
import { useInView } from './use-in-view.ts';
import { useNewLine } from './use-new-line.ts';
import { usePageAttention } from './use-page-attention.ts';
import { useReadReceipt } from './use-read-receipt.ts';
import css from './message-list.module.css';

/** The list may grow by so many older messages; virtuoso wants the first one's number above 0. */
const FIRST_INDEX = 10_000_000;
const FLASH_MS = 1_700;
const NEAR_BOTTOM = 48;
const COMPONENTS = { Header: ListTop, Footer: ListBottom };

/** A wish to show one message; a new object is a new wish. */
export interface Jump {
  /** Null: the newest message. */
  readonly to: MessageId | null;
}

export interface MessageListProps {
  readonly conversation: ConversationRecord;
  readonly stretch: MessageStretch;
  readonly messages: Messages;
  readonly jump: Jump | null;
}

/** The messages of a conversation: starts at the newest one and stays there while it is in sight. */
export function MessageList(props: MessageListProps) {
  const { t } = useTranslation('conversation');
  const { contact, formats } = useConversationScope();
  const preview = usePreview();
  const { stretch, messages } = props;
  const records = stretch.messages;
  const list = useRef<VirtuosoHandle>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [atBottom, setAtBottom] = useState(true);
  const [leftAt, setLeftAt] = useState<MessageId | null>(null);
  const [active, setActive] = useState<MessageId | null>(null);
  const [flashing, setFlashing] = useState<MessageId | null>(null);
  const attention = usePageAttention();
  const [unreadAtOpen] = useState(props.conversation.unreadCount);
  const { newFrom, clear } = useNewLine(records, unreadAtOpen, attention && atBottom);
  const rows = useRows(records, newFrom, formats.timeZone);
  const inView = useInView(scroller, rows);

  // The number of the first row counts down as older messages come, so that nothing moves.
  const [anchor] = useState(() => records[0]);
  const older =
    anchor === undefined ? 0 : records.filter((one) => comparePlaces(one, anchor) < 0).length;

  useReadReceipt(
    props.conversation,
    records,
    (id) => inView.rows.some((row) => row.message.id === id),
    attention,
  );

  const { refresh } = messages;
  const shown = useRef(refresh);
  shown.current = refresh;
  useEffect(() => {
    shown.current(inView.rows.map((row) => row.message));
  }, [inView, stretch.fresh]);

  const show = useCallback((id: MessageId, index: number) => {
    list.current?.scrollToIndex({ index, align: 'center' });
    setActive(id);
    setFlashing(id);
  }, []);

  const handled = useRef<Jump | null>(null);
  const { jump } = props;
  useEffect(() => {
    if (jump === null || handled.current === jump) return;
    if (jump.to === null) {
      handled.current = jump;
      clear();
      list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
      return;
    }
    const index = records.findIndex((message) => message.id === jump.to);
    if (index === -1) return;
    handled.current = jump;
    show(jump.to, index);
  }, [jump, records, clear, show]);

  useEffect(() => {
    if (flashing === null) return undefined;
    const timer = setTimeout(() => setFlashing(null), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flashing]);

  function move(event: KeyboardEvent<HTMLElement>) {
    const at = rows.findIndex((row) => row.message.id === (active ?? records.at(-1)?.id));
    const isMessage = event.target instanceof HTMLElement && 'message' in event.target.dataset;
    if (!isMessage || at === -1) return;
    const goal = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = goal === undefined ? undefined : rows[goal];
    if (goal === undefined || row === undefined) return;
    event.preventDefault();
    setActive(row.message.id);
    list.current?.scrollIntoView({
      index: goal,
      done: () =>
        scroller?.querySelector<HTMLElement>(`[data-message="${row.message.id}"]`)?.focus(),
    });
  }

  const newest = records.at(-1);
  const below = atBottom ? [] : inboundAfter(records, leftAt);
  const context: EdgeContext = { messages, complete: stretch.previous === null };
  return (
    <div
      className={css['list']}
      role="region"
      aria-label={t('messagesOf', { name: contact.name })}
      onKeyDown={move}
    >
      <StickyDay at={inView.dayAt} />
      <Virtuoso<MessageRow, EdgeContext>
        ref={list}
        className={css['scroller'] ?? ''}
        data={rows}
        context={context}
        components={COMPONENTS}
        firstItemIndex={FIRST_INDEX - older}
        initialTopMostItemIndex={{ index: 'LAST', align: 'end' }}
        alignToBottom
        atBottomThreshold={NEAR_BOTTOM}
        atBottomStateChange={(bottom) => {
          setAtBottom(bottom);
          setLeftAt(bottom ? null : (newest?.id ?? null));
        }}
        followOutput={(bottom) => (bottom ? 'auto' : false)}
        startReached={messages.loadOlder}
        increaseViewportBy={{ top: 800, bottom: 400 }}
        scrollerRef={(element) => setScroller(element instanceof HTMLElement ? element : null)}
        computeItemKey={(_, row) => row.message.id}
        itemContent={(_, row) => (
          <MessageItem
            row={row}
            isActive={row.message.id === (active ?? newest?.id)}
            isFlashing={row.message.id === flashing}
            onFocus={setActive}
          />
        )}
      />
      {atBottom ? null : (
        <JumpButton
          count={below.length}
          onPress={() => list.current?.scrollToIndex({ index: 'LAST', align: 'end' })}
        />
      )}
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

/** The rows, each the same object as before where nothing of it has changed. */
function useRows(
  messages: MessageStretch['messages'],
  newFrom: MessageId | null,
  timeZone: string,
): readonly MessageRow[] {
  const before = useRef<ReadonlyMap<string, MessageRow>>(new Map());
  const [made, setMade] = useState<{
    readonly from: readonly unknown[];
    readonly rows: readonly MessageRow[];
  }>({ from: [], rows: [] });
  const from = [messages, newFrom, timeZone];
  if (from.every((value, index) => value === made.from[index])) return made.rows;
  const rows = messageRows(messages, newFrom, timeZone).map((row) => {
    const old = before.current.get(row.message.id);
    return old !== undefined && sameRow(old, row) ? old : row;
  });
  before.current = new Map(rows.map((row) => [row.message.id, row]));
  setMade({ from, rows });
  return rows;
}

function sameRow(left: MessageRow, right: MessageRow): boolean {
  return (
    left.message === right.message &&
    left.day === right.day &&
    left.startsDay === right.startsDay &&
    left.startsNew === right.startsNew &&
    left.startsGroup === right.startsGroup &&
    left.endsGroup === right.endsGroup
  );
}
