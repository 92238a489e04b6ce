import { Suspense, useEffect, useRef, useState } from 'react';
import type { ConversationId } from '../../shared/contract/ids.ts';
import { StatusLine } from '../features/connection/status-line.tsx';
import { useRefusedNotices } from '../features/connection/use-refused-notices.ts';
import { useUnreadTitle } from '../features/inbox/use-unread-title.ts';
import { useReportPlace } from '../features/presence/use-report-presence.ts';
import { SettingsEntry } from '../features/settings/settings-entry.tsx';
import { useMentionNotices } from '../features/notes/use-mention-notices.ts';
import { useClosingAlerts } from '../features/window/use-closing-alerts.ts';
import { clearNotices } from '../ui/toasts.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useStable } from '../ui/use-stable.ts';
import css from './frame.module.css';
import { InboxArea } from './inbox-area.tsx';
import { AdminScreen, ContactsArea, loadLaterParts, ShortcutHelp } from './later-parts.tsx';
import { Rail } from './rail.tsx';
import { useArea } from './use-area.ts';
import { useLayout } from './use-layout.ts';
import { useRoute } from './use-route.ts';

/** Rail and the area beside it: what a signed-in person sees. */
export function Frame() {
  const [route, goTo] = useRoute();
  const [area, goToArea] = useArea();
  const layout = useLayout();
  const [settingsOpen, setSettingsOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const [search, setSearch] = useState({ isOpen: false, text: '', wish: 0 });
  const isInbox = area.kind === 'inbox';
  /** Where in the inbox the person was before they went elsewhere. */
  const last = useRef(route);
  useEffect(() => {
    if (isInbox) last.current = route;
  }, [isInbox, route]);
  useUnreadTitle();
  useRefusedNotices();
  useEffect(loadLaterParts, []);
  useEffect(() => clearNotices, []);
  useReportPlace(route.conversationId);

  const goHome = () => {
    if (isInbox) goTo({ ...route, conversationId: null, messageId: null });
    else goTo(last.current);
  };
  const openRow = useStable((id: ConversationId) =>
    goTo({ ...route, conversationId: id, messageId: null }),
  );
  const showClosing = () => {
    setSearch((now) => ({ ...now, isOpen: false }));
    const open = layout === 'single' ? null : route.conversationId;
    goTo({ filter: 'closing', tagId: null, conversationId: open, messageId: null });
  };
  useMentionNotices(openRow);
  useClosingAlerts({ onOpen: openRow, onShowAll: showClosing });
  useKeys({
    w: () => {
      if (route.filter === 'closing' && !search.isOpen) goTo({ ...route, filter: 'all' });
      else showClosing();
    },
    '?': () => setHelpOpen(true),
  });

  return (
    <div className={css['frame']} data-layout={layout}>
      <StatusLine />
      <div className={css['areas']}>
        <Rail
          area={area}
          onArea={goToArea}
          onHome={goHome}
          onSettings={() => setSettingsOpen(true)}
          onHelp={() => setHelpOpen(true)}
        />
        {area.kind === 'admin' ? (
          <Suspense fallback={null}>
            <AdminScreen
              section={area.section}
              onSection={(section) => goToArea({ kind: 'admin', section, item: null })}
            />
          </Suspense>
        ) : area.kind === 'contacts' ? (
          <Suspense fallback={null}>
            <ContactsArea
              contactId={area.contactId}
              onContact={(contactId) => goToArea({ kind: 'contacts', contactId })}
              onConversation={(id) =>
                goTo({ filter: 'all', tagId: null, conversationId: id, messageId: null })
              }
            />
          </Suspense>
        ) : (
          <InboxArea route={route} goTo={goTo} search={search} onSearch={setSearch} />
        )}
      </div>
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
