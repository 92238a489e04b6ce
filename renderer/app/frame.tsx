import { Suspense, useEffect, useState, type CSSProperties } from 'react';
import { useBootstrap, useChangeSettings } from '../bridge/context.tsx';
import { StatusLine } from '../features/connection/status-line.tsx';
import { useRefusedNotices } from '../features/connection/use-refused-notices.ts';
import { InboxPane } from '../features/inbox/inbox-pane.tsx';
import { useUnreadTitle } from '../features/inbox/use-unread-title.ts';
import { SettingsEntry } from '../features/settings/settings-entry.tsx';
import { Drawer } from './drawer.tsx';
import css from './frame.module.css';
import { ContactPanel, ConversationScreen, loadLaterParts } from './later-parts.tsx';
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
  useUnreadTitle();
  useRefusedNotices();
  useEffect(loadLaterParts, []);

  const { conversationId } = route;
  const width = listWidth ?? settings.listWidth;
  const showList = layout !== 'single' || conversationId === null;
  const showConversation = layout !== 'single' || conversationId !== null;
  const ListBox = showConversation ? 'div' : 'main';
  const panelBeside = layout === 'wide' && settings.panelOpen;
  const close = () => goTo({ ...route, conversationId: null });
  const togglePanel = () => {
    if (layout === 'wide') void changeSettings({ panelOpen: !settings.panelOpen });
    else setDrawerOpen((open) => !open);
  };
  const style: CSSProperties & Record<'--list-width', string> = { '--list-width': `${width}px` };

  return (
    <div className={css['frame']} data-layout={layout} style={style}>
      <StatusLine />
      <div className={css['columns']}>
        <Rail onHome={close} onSettings={() => setSettingsOpen(true)} />
        {showList ? (
          <ListBox className={css['list']}>
            <InboxPane
              filter={route.filter}
              openId={conversationId}
              onFilter={(filter) => goTo({ ...route, filter })}
              onOpen={(id) => goTo({ ...route, conversationId: id })}
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
                />
              </Suspense>
            )}
          </main>
        ) : null}
        {conversationId !== null && panelBeside ? (
          <div className={css['panel']}>
            <Suspense fallback={null}>
              <ContactPanel key={conversationId} conversationId={conversationId} />
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
      <SettingsEntry
        isOpen={settingsOpen}
        onOpen={() => setSettingsOpen(true)}
        onClose={() => setSettingsOpen(false)}
      />
    </div>
  );
}
