import { mediaId } from '../../../shared/contract/ids.ts';
import { mediaPath } from '../../../shared/contract/sign-in.ts';
import type { StoredMedia } from '../../cache/repos/media.ts';
import type { Clock } from '../../clock.ts';
import { type Log, detailOf } from '../../log.ts';
import type { Workspace } from '../session/workspace.ts';

/** All media files that are kept, and the largest one that is kept, in bytes. */
const CAPACITY = 256 * 1024 * 1024;
const LARGEST = 32 * 1024 * 1024;
/** ms without a byte before the connection counts as dead: over a thin line a file takes long. */
const PATIENCE = 60_000;

type MediaWorkspace = Pick<Workspace, 'cache' | 'session' | 'token'>;

/** The name in a Content-Disposition header; null: there is none. Source: RFC 6266. */
function fileNameOf(header: string | null): string | null {
  if (header === null) return null;
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended.trim());
    } catch {
      return null;
    }
  }
  return /filename="([^"]*)"/i.exec(header)?.[1] ?? null;
}

async function download(
  relayUrl: string,
  token: string,
  id: string,
  patience: number,
): Promise<StoredMedia | null> {
  const stalled = new AbortController();
  const alarm = setTimeout(() => stalled.abort(new Error('the relay has stalled')), patience);
  try {
    const response = await fetch(relayUrl + mediaPath(id), {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: stalled.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return null;
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of response.body ?? []) {
      alarm.refresh();
      pieces.push(piece);
    }
    return {
      contentType: response.headers.get('content-type') ?? 'application/octet-stream',
      fileName: fileNameOf(response.headers.get('content-disposition')),
      bytes: Buffer.concat(pieces),
    };
  } finally {
    clearTimeout(alarm);
  }
}

/**
 * Gives media files: those that were picked here, those in the cache, else from the relay.
 *
 * @param patience ms without a byte after which a download is given up
 * @returns a function from a media id to the file; null where there is none, or nobody is
 *   signed in, or it cannot be had at the moment
 */
export function createMediaService(
  current: () => MediaWorkspace | null,
  clock: Clock,
  log: Log,
  patience = PATIENCE,
): (id: string) => Promise<StoredMedia | null> {
  /** By workspace: what is fetched for one person is never handed to the next. */
  const underway = new WeakMap<MediaWorkspace, Map<string, Promise<StoredMedia | null>>>();

  async function fetchAndKeep(workspace: MediaWorkspace, id: string): Promise<StoredMedia | null> {
    try {
      const media = await download(workspace.session().relayUrl, workspace.token, id, patience);
      if (media === null || current() !== workspace) return null;
      if (media.bytes.byteLength <= LARGEST) {
        workspace.cache.media.put(id, media, clock.wall(), CAPACITY);
      }
      return media;
    } catch (error) {
      log({ level: 'info', event: 'media.not_fetched', detail: detailOf(error) });
      return null;
    }
  }

  return async (id) => {
    const workspace = current();
    if (workspace === null || !mediaId.safeParse(id).success) return null;
    const { cache } = workspace;
    const kept = cache.attachments.file(id) ?? cache.media.get(id, clock.wall());
    if (kept !== null) return kept;
    const its = underway.get(workspace) ?? new Map<string, Promise<StoredMedia | null>>();
    underway.set(workspace, its);
    const running = its.get(id);
    if (running !== undefined) return running;
    const fetching = fetchAndKeep(workspace, id).finally(() => its.delete(id));
    its.set(id, fetching);
    return fetching;
  };
}
