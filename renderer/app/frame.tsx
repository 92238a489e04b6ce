import { Suspense, useDeferredValue, useEffect, useState, type CSSProperties } from 'react';
import type { ConversationId, MessageId } from '../../shared/contract/ids.ts';
import { useBootstrap, useChangeSettings } from '../bridge/context.tsx';
import { StatusLine } from '../features/connection/status-line.tsx';
import { useRefusedNotices } from '../features/connection/use-refused-notices.ts';
import { InboxPane } from '../features/inbox/inbox-pane.tsx';
import type { Target } from '../features/conversation/conversation-screen.tsx';
import { useUnreadTitle } from '../features/inbox/use-unread-title.ts';
import { useReportPlace } from '../features/presence/use-report-presence.ts';
import { SearchPane } from '../features/search/search-pane.tsx';
import { SettingsEntry } from '../features/settings/settings-entry.tsx';
import { useClosingAlerts } from '../features/window/use-closing-alerts.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useStable } from '../ui/use-stable.ts';
import { Drawer } from './drawer.tsx';
import css from './frame.module.css';
import { ContactPanel, ConversationScreen, loadLaterParts, ShortcutHelp } from './later-parts.tsx';
import { NothingOpen } from './nothing-open.tsx';
import { Rail } from './rail.tsx';
import { Resizer } from './resizer.tsx';
import { useLayout } from './use-layout.ts';
import { useRoute } from './use-route.ts';

const LIST = { min: 240, max: 560 } as const;

/** Rail, list, conversation and panel: what a signed-in person sees. */
export function Frame() {
  const [route, goTo] = useRoute();
  const layout = useLayout();
  const { settings } = useBootstrap();
  const changeSettings = useChangeSettings();
  const [listWidth, setListWidth] = useState<number | null>(null);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [settingsOpen, setSettingsOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const [search, setSearch] = useState({ isOpen: false, text: '', wish: 0 });
  const [target, setTarget] = useState<(Target & { readonly in: ConversationId }) | null>(null);
  useUnreadTitle();
  useRefusedNotices();
  useEffect(loadLaterParts, []);

  const { conversationId } = route;
  useReportPlace(conversationId);
  // The conversation is painted first, the panel right behind it.
  const panelId = useDeferredValue(conversationId);
  const width = listWidth ?? settings.listWidth;
  const showList = layout !== 'single' || conversationId === null;
  const showConversation = layout !== 'single' || conversationId !== null;
  const ListBox = showConversation ? 'div' : 'main';
  const panelBeside = layout === 'wide' && settings.panelOpen;
  const close = () => goTo({ ...route, conversationId: null });
  const open = useStable((id: ConversationId, messageId: MessageId | null = null) => {
    setTarget(messageId === null ? null : { in: id, to: messageId });
    goTo({ ...route, conversationId: id });
  });
  const openRow = useStable((id: ConversationId) => open(id));
  const startSearch = () => {
    if (layout === 'single') close();
    setSearch((now) => ({ ...now, isOpen: true, wish: now.wish + 1 }));
  };
  const closeSearch = () => setSearch((now) => ({ ...now, isOpen: false }));
  const showClosing = () => {
    closeSearch();
    goTo({ filter: 'closing', conversationId: layout === 'single' ? null : conversationId });
  };
  useClosingAlerts({ onOpen: openRow, onShowAll: showClosing });
  useKeys({
    '/': startSearch,
    'Mod+k': startSearch,
    w: () => {
      if (route.filter === 'closing' && !search.isOpen) goTo({ ...route, filter: 'all' });
      else showClosing();
    },
    '?': () => setHelpOpen(true),
    ...(search.isOpen && showList ? { Escape: closeSearch } : {}),
  });
  const togglePanel = () => {
    if (layout === 'wide') void changeSettings({ panelOpen: !settings.panelOpen });
    else setDrawerOpen((now) => !now);
  };
  const style: CSSProperties & Record<'--list-width', string> = { '--list-width': `${width}px` };

  return (
    <div className={css['frame']} data-layout={layout} style={style}>
      <StatusLine />
      <div className={css['columns']}>
        <Rail
          onHome={close}
          onSettings={() => setSettingsOpen(true)}
          onHelp={() => setHelpOpen(true)}
        />
        {showList ? (
          <ListBox className={css['list']}>
            <InboxPane
              filter={route.filter}
              openId={conversationId}
              onFilter={(filter) => goTo({ ...route, filter })}
              onOpen={openRow}
              onSearch={startSearch}
              search={
                search.isOpen ? (
                  <SearchPane
                    text={search.text}
                    wish={search.wish}
                    onText={(text) => setSearch((now) => ({ ...now, text }))}
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
                  target={target?.in === conversationId ? target : null}
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
      </div>
      {conversationId !== null && layout !== 'wide' ? (
        <Drawer isOpen={drawerOpen} onClose={() => setDrawerOpen(false)}>
          <Suspense fallback={null}>
            <ContactPanel key={conversationId} conversationId={conversationId} />
          </Suspense>
        </Drawer>
      ) : null}
      {helpOpen ? (
        <Suspense fallback={null}>
          <ShortcutHelp onClose={() => setHelpOpen(false)} />
        </Suspense>
      ) : null}
      <SettingsEntry
        isOpen={settingsOpen}
        onOpen={() => setSettingsOpen(true)}
        onClose={() => setSettingsOpen(false)}
      />
    </div>
  );
}
