import { lazy } from 'react';
import { loadStrings } from '../i18n/index.ts';
import { loadResults } from '../features/search/search-pane.tsx';
import { loadMenus } from '../ui/menu.tsx';

const loadConversation = () => import('../features/conversation/conversation-screen.tsx');
const loadConversationStrings = () => Promise.all([loadStrings('team'), loadStrings('notes')]);
const loadContact = () => import('../features/contact/contact-panel.tsx');

const loadDrawer = () => import('./drawer.tsx');

/** The parts that the list does not need: they are loaded behind the first picture. */
export const ConversationScreen = lazy(async () => {
  const strings = loadConversationStrings();
  const { ConversationScreen: Screen } = await loadConversation();
  await strings;
  return { default: Screen };
});
export const ShortcutHelp = lazy(async () => ({
  default: (await import('./shortcut-help.tsx')).ShortcutHelp,
}));
export const ContactPanel = lazy(async () => ({ default: (await loadContact()).ContactPanel }));
export const Drawer = lazy(async () => ({ default: (await loadDrawer()).Drawer }));

function load(): void {
  void Promise.all([
    loadMenus(),
    loadConversation(),
    loadConversationStrings(),
    loadContact(),
    loadDrawer(),
    loadResults(),
  ]).then(() =>
    // What a key opens must be there before the next key is pressed.
    Promise.all([
      import('../features/tags/tag-picker.tsx'),
      import('../features/canned/canned-panel.tsx'),
    ]),
  );
}

/** The areas beside the inbox, with their strings. */
export const AdminScreen = lazy(async () => {
  const [{ AdminScreen: Screen }] = await Promise.all([
    import('../features/admin/admin-screen.tsx'),
    loadStrings('admin'),
  ]);
  return { default: Screen };
});

export const ContactsArea = lazy(async () => {
  const [{ ContactsArea: Area }] = await Promise.all([
    import('../features/contacts/contacts-area.tsx'),
    loadStrings('contacts'),
  ]);
  return { default: Area };
});

export const NewConversation = lazy(async () => {
  const [{ NewConversation: Dialog }] = await Promise.all([
    import('../features/contacts/new-conversation.tsx'),
    loadStrings('contacts'),
  ]);
  return { default: Dialog };
});

/** Loads them while nothing else is to be done, so that the first conversation opens at once. */
export function loadLaterParts(): void {
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 2_000 });
  else setTimeout(load, 200);
}
