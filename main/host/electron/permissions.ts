import type { Session } from 'electron';
import { isOwn, ORIGIN } from './address.ts';

/* The page may copy text. It gets no camera, no place, no notifications of its own, no devices,
 * and nothing from the network: all of that is the core's. */

const ALLOWED = 'clipboard-sanitized-write';

/** Denies whatever a page might ask the session for. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(permission === ALLOWED && details.isMainFrame && isOwn(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, { isMainFrame }) =>
      permission === ALLOWED && isMainFrame && requestingOrigin.replace(/\/$/, '') === ORIGIN,
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  // The content policy says the same to the page; this also holds for what is no page.
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !isOwn(url) && !/^(blob|data|devtools):/.test(url) });
  });
  session.on('will-download', (event, item) => {
    if (!isOwn(item.getURL())) event.preventDefault();
  });
}
