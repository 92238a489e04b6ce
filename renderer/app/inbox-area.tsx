import { type CSSProperties, Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { ConversationId, MessageId } from '../../shared/contract/ids.ts';
import { useBootstrap, useChangeSettings } from '../bridge/context.tsx';
import type { Target } from '../features/conversation/conversation-screen.tsx';
import { InboxPane } from '../features/inbox/inbox-pane.tsx';
import { SearchPane } from '../features/search/search-pane.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useStable } from '../ui/use-stable.ts';
import css from './frame.module.css';
import { ContactPanel, ConversationScreen, Drawer, NewConversation } from './later-parts.tsx';
import { NothingOpen } from './nothing-open.tsx';
import { Resizer } from './resizer.tsx';
import type { Route } from './route.ts';
import { useLayout } from './use-layout.ts';

const LIST = { min: 240, max: 560 } as const;

/** What is searched for; `wish` grows when the field is to be gone into. */
export interface SearchState {
  readonly isOpen: boolean;
  readonly text: string;
  readonly wish: number;
}

export interface InboxAreaProps {
  readonly route: Route;
  readonly goTo: (route: Route) => void;
  readonly search: SearchState;
  readonly onSearch: (search: SearchState) => void;
}

/** List, conversation and panel. */
export function InboxArea(props: InboxAreaProps) {
  const { route, goTo, search, onSearch } = props;
  const layout = useLayout();
  const { settings } = useBootstrap();
  const changeSettings = useChangeSettings();
  const [listWidth, setListWidth] = useState<number | null>(null);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [isStarting, setStarting] = useState(false);
  /** Grows when the message is to be shown once more. */
  const [wish, setWish] = useState(0);

  const { conversationId, messageId } = route;
  const target = useMemo<Target | null>(
    () => (messageId === null ? null : { to: messageId, wish }),
    [messageId, wish],
  );
  // The conversation is painted first, the panel right behind it.
  const panelId = useDeferredValue(conversationId);
  const width = listWidth ?? settings.listWidth;
  const showList = layout !== 'single' || conversationId === null;
  const showConversation = layout !== 'single' || conversationId !== null;
  const ListBox = showConversation ? 'div' : 'main';
  const panelBeside = layout === 'wide' && settings.panelOpen;
  const close = () => goTo({ ...route, conversationId: null, messageId: null });
  const open = useStable((id: ConversationId, to: MessageId | null = null) => {
    setWish((now) => now + 1);
    goTo({ ...route, conversationId: id, messageId: to });
  });
  const openRow = useStable((id: ConversationId) => open(id));
  const startSearch = () => {
    if (layout === 'single') close();
    onSearch({ ...search, isOpen: true, wish: search.wish + 1 });
  };
  const closeSearch = () => onSearch({ ...search, isOpen: false });
  useKeys({
    '/': startSearch,
    'Mod+k': startSearch,
    // With Shift: `c` alone copies a message.
    C: () => setStarting(true),
    ...(search.isOpen && showList ? { Escape: closeSearch } : {}),
  });
  const togglePanel = () => {
    if (layout === 'wide') void changeSettings({ panelOpen: !settings.panelOpen });
    else setDrawerOpen((now) => !now);
  };
  const style: CSSProperties & Record<'--list-width', string> = { '--list-width': `${width}px` };

  return (
    <div className={css['columns']} style={style}>
      {showList ? (
        <ListBox className={css['list']}>
          <InboxPane
            filter={route.filter}
            tagId={route.tagId}
            openId={conversationId}
            onFilter={(filter) => goTo({ ...route, filter })}
            onTag={(tagId) => goTo({ ...route, tagId })}
            onOpen={openRow}
            onSearch={startSearch}
            onStart={() => setStarting(true)}
            search={
              search.isOpen ? (
                <SearchPane
                  text={search.text}
                  wish={search.wish}
                  onText={(text) => onSearch({ ...search, text })}
                  onOpen={open}
                  onClose={closeSearch}
                />
              ) : null
            }
            edge={
              layout === 'single' ? null : (
                <Resizer
                  value={width}
                  min={LIST.min}
                  max={LIST.max}
                  onMove={setListWidth}
                  onDone={(value) => {
                    void changeSettings({ listWidth: value }).then(() => setListWidth(null));
                  }}
                />
              )
            }
          />
        </ListBox>
      ) : null}
      {showConversation ? (
        <main className={css['main']}>
          {conversationId === null ? (
            <NothingOpen />
          ) : (
            <Suspense fallback={null}>
              <ConversationScreen
                key={conversationId}
                conversationId={conversationId}
                onBack={layout === 'single' ? close : null}
                panelOpen={layout === 'wide' ? settings.panelOpen : drawerOpen}
                onTogglePanel={togglePanel}
                target={target}
              />
            </Suspense>
          )}
        </main>
      ) : null}
      {panelId !== null && panelBeside ? (
        <div className={css['panel']}>
          <Suspense fallback={null}>
            <ContactPanel key={panelId} conversationId={panelId} />
          </Suspense>
        </div>
      ) : null}
      {conversationId !== null && layout !== 'wide' ? (
        <Suspense fallback={null}>
          <Drawer isOpen={drawerOpen} onClose={() => setDrawerOpen(false)}>
            <ContactPanel key={conversationId} conversationId={conversationId} />
          </Drawer>
        </Suspense>
      ) : null}
      {isStarting ? (
        <Suspense fallback={null}>
          <NewConversation
            onClose={() => setStarting(false)}
            onConversation={(id) => {
              setStarting(false);
              open(id);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
