import {
  useCallback,
  useImperativeHandle,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import paneCss from '../inbox/inbox-pane.module.css';
import { moveCursor } from '../inbox/move-cursor.ts';
import { useLastPlace } from '../inbox/use-last-place.ts';
import { useListKeys } from '../inbox/use-list-keys.ts';
import { ContactRow } from './contact-row.tsx';

export interface ContactListHandle {
  /** Goes into the list, onto its first row where no other is chosen. */
  readonly focus: () => void;
}

export interface ContactListProps {
  readonly contacts: readonly ContactRecord[];
  readonly density: 'comfortable' | 'compact';
  readonly openId: ContactId | null;
  readonly hasMore: boolean;
  readonly onOpen: (id: ContactId) => void;
  /** The last row is in sight: more is wanted. */
  readonly onEnd: () => void;
  readonly ref: Ref<ContactListHandle>;
}

const rowId = (id: string) => `contact-${id}`;

/** The virtual list: keys move a cursor, Enter opens. */
export function ContactList(props: ContactListProps) {
  const { t } = useTranslation('contacts');
  const { contacts, density, openId, onOpen } = props;
  const list = useRef<VirtuosoHandle>(null);
  const scroller = useRef<HTMLElement | null>(null);
  // The same function each time: for another one the list would be measured anew.
  const keepScroller = useCallback((element: HTMLElement | Window | null) => {
    scroller.current = element instanceof HTMLElement ? element : null;
  }, []);
  const [cursorId, setCursorId] = useState<string | null>(null);
  const [isFocused, setIsFocused] = useState(false);
  const current = cursorId ?? openId;
  const at = contacts.findIndex(({ id }) => id === current);
  const place = useLastPlace(at);

  const move = (key: string): boolean => {
    const next = moveCursor(key, place, contacts.length);
    const contact = next === null ? undefined : contacts[next];
    if (next === null || contact === undefined) return false;
    setIsFocused(true);
    setCursorId(contact.id);
    list.current?.scrollIntoView({ index: next, behavior: 'auto' });
    return true;
  };
  const enter = (key: string) => {
    scroller.current?.focus({ preventScroll: true });
    move(key);
  };
  useImperativeHandle(props.ref, () => ({ focus: () => enter(at < 0 ? 'Home' : 'j') }));
  useListKeys(enter);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const contact = contacts[at];
    if (contact !== undefined && (event.key === 'Enter' || event.key === ' ')) onOpen(contact.id);
    else if (!move(event.key)) return;
    event.preventDefault();
  };

  return (
    <Virtuoso
      ref={list}
      scrollerRef={keepScroller}
      className={paneCss['list']}
      role="listbox"
      tabIndex={0}
      aria-label={t('listLabel')}
      aria-activedescendant={at < 0 || !isFocused ? undefined : rowId(contacts[at]?.id ?? '')}
      data={contacts}
      computeItemKey={(_, { id }) => id}
      fixedItemHeight={density === 'compact' ? 50 : 66}
      increaseViewportBy={200}
      endReached={props.onEnd}
      onKeyDown={onKeyDown}
      onFocus={(event) => setIsFocused(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setIsFocused(false)}
      itemContent={(index, contact) => (
        <div className={paneCss['slot']}>
          <ContactRow
            id={rowId(contact.id)}
            contact={contact}
            density={density}
            position={index}
            setSize={props.hasMore ? -1 : contacts.length}
            isOpen={contact.id === openId}
            isCursor={isFocused && index === at}
            onOpen={(id) => {
              setCursorId(id);
              onOpen(id);
            }}
          />
        </div>
      )}
    />
  );
}
