import { ArrowUp } from 'lucide-react';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import type { InboxItem } from '../../../shared/contract/bridge.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { useRecords } from '../../bridge/use-records.ts';
import { useCommands } from '../conversation/use-commands.ts';
import { NOBODY } from '../presence/colleagues.ts';
import { useColleagues } from '../presence/use-colleagues.ts';
import css from './inbox-pane.module.css';
import { InboxRow } from './inbox-row.tsx';
import { moveCursor } from './move-cursor.ts';
import { useHeldList } from './use-held-list.ts';
import { useLastPlace } from './use-last-place.ts';
import { useListKeys } from './use-list-keys.ts';
import { usePrefetch } from './use-prefetch.ts';

export interface InboxListProps {
  readonly items: readonly InboxItem[];
  readonly density: 'comfortable' | 'compact';
  readonly openId: ConversationId | null;
  readonly onOpen: (id: ConversationId) => void;
  /** There are older ones that are not loaded. */
  readonly hasMore: boolean;
  /** The last row is in sight: more is wanted. */
  readonly onEnd: () => void;
}

const rowId = (id: string) => `inbox-${id}`;

/** The virtual list: keys move a cursor, Enter opens; the order is held while somebody reads. */
export function InboxList(props: InboxListProps) {
  const { t } = useTranslation('inbox');
  const { density, openId, onOpen } = props;
  const held = useHeldList(props.items);
  const { items } = held;
  const colleagues = useColleagues();
  const records = useRecords('tag');
  const tags = useMemo(() => new Map(records.map((tag) => [tag.id, tag])), [records]);
  const commands = useCommands();
  const list = useRef<VirtuosoHandle>(null);
  const scroller = useRef<HTMLElement | null>(null);
  // The same function each time: for another one the list would be measured anew.
  const keepScroller = useCallback((element: HTMLElement | Window | null) => {
    scroller.current = element instanceof HTMLElement ? element : null;
  }, []);
  const [cursorId, setCursorId] = useState<string | null>(null);
  const [isFocused, setIsFocused] = useState(false);

  const current = cursorId ?? openId;
  const at = items.findIndex(({ conversation }) => conversation.id === current);
  const place = useLastPlace(at);
  const prefetch = usePrefetch();

  const move = (key: string): boolean => {
    const next = moveCursor(key, place, items.length);
    const item = next === null ? undefined : items[next];
    if (next === null || item === undefined) return false;
    setIsFocused(true);
    setCursorId(item.conversation.id);
    list.current?.scrollIntoView({ index: next, behavior: 'auto' });
    prefetch(item.conversation.id);
    return true;
  };
  /** What can be done with the row under the cursor without opening it. */
  const act = (key: string): boolean => {
    const item = items[at];
    if (item === undefined) return false;
    if (key === 'Enter' || key === ' ') onOpen(item.conversation.id);
    else if (key === 'e') commands.toggleResolved(item);
    else if (key === 'm') commands.assignToMe(item);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key) || move(event.key)) event.preventDefault();
  };
  useListKeys((key) => {
    scroller.current?.focus({ preventScroll: true });
    move(key);
  });

  return (
    <div
      className={css['listBox']}
      onPointerMove={held.onPointerMove}
      onPointerLeave={held.onPointerLeave}
    >
      {held.newer > 0 ? (
        <button
          type="button"
          className={css['newer']}
          onClick={() => {
            held.release();
            list.current?.scrollTo({ top: 0 });
          }}
        >
          <ArrowUp size={16} aria-hidden />
          {t('newer', { count: held.newer })}
        </button>
      ) : null}
      <Virtuoso
        ref={list}
        scrollerRef={keepScroller}
        className={css['list']}
        role="listbox"
        tabIndex={0}
        aria-label={t('listLabel')}
        aria-activedescendant={
          at < 0 || !isFocused ? undefined : rowId(items[at]?.conversation.id ?? '')
        }
        data={items}
        computeItemKey={(_, item) => item.conversation.id}
        fixedItemHeight={density === 'compact' ? 50 : 66}
        increaseViewportBy={200}
        atTopStateChange={held.onAtTop}
        endReached={props.onEnd}
        onKeyDown={onKeyDown}
        onFocus={(event) => setIsFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setIsFocused(false)}
        itemContent={(index, item) => (
          <div className={css['slot']} onPointerEnter={() => prefetch(item.conversation.id)}>
            <InboxRow
              id={rowId(item.conversation.id)}
              item={item}
              density={density}
              colleagues={colleagues.get(item.conversation.id) ?? NOBODY}
              tags={tags}
              position={index}
              setSize={props.hasMore ? -1 : items.length}
              isOpen={item.conversation.id === openId}
              isCursor={isFocused && index === at}
              onOpen={onOpen}
            />
          </div>
        )}
      />
    </div>
  );
}
