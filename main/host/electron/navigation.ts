import { app, dialog, shell, type WebContents } from 'electron';
import { isOwn } from './address.ts';

/* The page never leaves its place and opens no windows; a link out is shown to the person, who
 * decides, and opens in the browser. */

/** Guards every page that is ever made, whoever makes it. */
export function guardNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => leave(event, event.url));
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      // The main frame has its own event.
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openFrom(contents, url);
      return { action: 'deny' };
    });
  });
}

function leave(event: { readonly preventDefault: () => void }, url: string): void {
  event.preventDefault();
  if (!isOwn(url)) void confirmExternal(url);
}

function openFrom(contents: WebContents, url: string): void {
  // A file of a conversation is offered for saving.
  if (isOwn(url)) contents.downloadURL(url);
  else void confirmExternal(url);
}

/**
 * Opens an address in the person's browser, after the person has seen it in full and agreed.
 *
 * @returns whether it was opened; anything but https, and an address that carries a name and
 *   password to look like another, is not even asked about
 */
export async function confirmExternal(url: string): Promise<boolean> {
  const target = URL.parse(url);
  if (target?.protocol !== 'https:' || target.username !== '' || target.password !== '') {
    return false;
  }
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Open ${target.host} in your browser?`,
    detail: target.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response !== 0) return false;
  try {
    await shell.openExternal(target.href);
  } catch {
    dialog.showErrorBox(`${target.host} cannot be opened`, `Open it in a browser: ${target.href}`);
    return false;
  }
  return true;
}
