/* Where the page lives in Electron: a scheme of its own, so that it has an origin, and no file
 * of the machine has the same one. */

export const SCHEME = 'app';
export const HOST = 'casement';
/** As browsers write an origin. */
export const ORIGIN = `${SCHEME}://${HOST}`;
export const PAGE_URL = `${ORIGIN}/`;
export const MEDIA_BASE = `${ORIGIN}/media/`;
export const UPLOAD_BASE = `${ORIGIN}/upload/`;
/** The scheme of links that open a conversation. */
export const LINK_SCHEME = 'casement';

/** Whether an address is of the page or of one of its files. */
export function isOwn(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === `${SCHEME}:` && parsed.host === HOST;
}
