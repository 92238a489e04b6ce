import type { Settings } from '../../shared/contract/bridge.ts';

type Theme = Settings['theme'];
const REMEMBERED = 'casement.theme';

/** Puts a theme on the page; `system` leaves it to the system. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  localStorage.setItem(REMEMBERED, theme);
}

/** Puts on the theme of the last time, so that the first picture is right before the core answers. */
export function applyRememberedTheme(): void {
  const theme = localStorage.getItem(REMEMBERED);
  if (theme === 'light' || theme === 'dark') applyTheme(theme);
}
