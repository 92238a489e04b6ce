import { COMMANDS } from '../../../shared/contract/commands.ts';
import type { Refusal } from '../../../shared/contract/errors.ts';
import type { MediaId } from '../../../shared/contract/ids.ts';
import type { Cache } from '../../cache/cache.ts';
import type { StoredCommand } from '../../cache/repos/outbox.ts';
import type { Clock } from '../../clock.ts';
import { type Log, detailOf } from '../../log.ts';
import { type PutOutcome, putFile } from './put-file.ts';

/** The relay drops bytes that no message took for a day; what lies there for long is put anew. */
const STAYS = 12 * 60 * 60 * 1000;
/** One large file keeps no small one waiting. */
const AT_A_TIME = 2;
/** What has no draft and no message any more goes after this time, ms: the page may put it back. */
const UNUSED_LASTS = 60_000;
const MEDIA_CAPACITY = 256 * 1024 * 1024;

export interface UploadsOptions {
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  /** Where to, and who it is. */
  readonly target: () => { readonly relayUrl: string; readonly token: string };
  readonly isOnline: () => boolean;
  /** ms before a file is put again. */
  readonly pause: number;
  readonly progressed: (id: MediaId, sent: number, size: number) => void;
  /** The relay has the file of a command now. */
  readonly arrived: () => void;
  /** The relay does not take the file of this command. */
  readonly refused: (command: StoredCommand, refusal: Refusal) => void;
  /** Something failed that is no refusal. */
  readonly failed: (error: unknown) => void;
}

/** Brings the files of commands to the relay, beside the commands. */
export interface Uploads {
  /** There may be something to upload, or an upload that nobody wants any more. */
  readonly kick: () => void;
  /** Whether the relay has what this command needs. */
  readonly isUp: (command: StoredCommand) => boolean;
  /** The relay says that it does not have the file of this command. */
  readonly isMissing: (command: StoredCommand) => void;
  /** Removes files that nothing refers to any more. */
  readonly sweep: () => void;
  readonly close: () => void;
}

function mediaOf({ name, input }: StoredCommand): MediaId | null {
  return name === 'message.sendMedia' ? COMMANDS[name].parse(input).mediaId : null;
}

/** The uploads of a cache's outbox. */
export function createUploads(options: UploadsOptions): Uploads {
  const { cache, clock, log, pause } = options;
  const running = new Map<MediaId, AbortController>();
  let closed = false;
  let again: NodeJS.Timeout | undefined;

  function isUp(command: StoredCommand): boolean {
    const id = mediaOf(command);
    if (id === null) return true;
    const at = cache.attachments.uploadedAt(id);
    // Without the bytes only the relay can say whether it has them.
    if (at === undefined) return true;
    return at !== null && at > clock.wall() - STAYS;
  }

  async function upload(id: MediaId, signal: AbortSignal): Promise<PutOutcome> {
    const record = cache.attachments.record(id);
    const file = cache.attachments.file(id);
    if (record === null || file === null) return 'taken';
    const { bytes } = file;
    const tell = (sent: number): void => {
      if (!signal.aborted) options.progressed(id, sent, bytes.byteLength);
    };
    try {
      return await putFile(options.target(), record, bytes, tell, signal);
    } catch (error) {
      if (!signal.aborted) {
        log({ level: 'info', event: 'attachment.not_uploaded', detail: detailOf(error) });
      }
      return 'again';
    }
  }

  /** What waits for this file now: the command for which it was put may be gone meanwhile. */
  function waitingFor(id: MediaId): readonly StoredCommand[] {
    return cache.outbox.withFiles().filter((command) => mediaOf(command) === id);
  }

  function concluded(id: MediaId, outcome: PutOutcome): void {
    if (outcome === 'again') {
      clearTimeout(again);
      again = setTimeout(kick, pause);
      return;
    }
    if (outcome === 'taken') {
      cache.attachments.setUploaded(id, clock.wall());
      options.arrived();
    } else {
      for (const command of waitingFor(id)) options.refused(command, outcome);
    }
    kick();
  }

  function start(id: MediaId): void {
    const stop = new AbortController();
    running.set(id, stop);
    const run = async (): Promise<void> => {
      const outcome = await upload(id, stop.signal);
      running.delete(id);
      if (closed) return;
      // Nobody wants it any more, as its message was taken back; or it is wanted anew.
      if (stop.signal.aborted) kick();
      else concluded(id, outcome);
    };
    void run().catch((error: unknown) => {
      running.delete(id);
      if (!closed) again = setTimeout(kick, pause);
      log({ level: 'error', event: 'attachment.upload_failed', detail: detailOf(error) });
      options.failed(error);
    });
  }

  function kick(): void {
    if (closed) return;
    clearTimeout(again);
    const wanted = new Set<MediaId>();
    for (const command of cache.outbox.withFiles()) {
      const id = mediaOf(command);
      if (id !== null && !isUp(command)) wanted.add(id);
    }
    for (const [id, stop] of running) if (!wanted.has(id)) stop.abort();
    if (!options.isOnline()) return;
    for (const id of wanted) {
      if (running.size >= AT_A_TIME) return;
      if (!running.has(id)) start(id);
    }
  }

  return {
    kick,
    isUp,
    isMissing: (command) => {
      const id = mediaOf(command);
      if (id !== null) cache.attachments.setUploaded(id, null);
    },
    sweep: () => {
      const now = clock.wall();
      cache.attachments.sweep(now, now - UNUSED_LASTS, (id, file) => {
        cache.media.put(id, file, now, MEDIA_CAPACITY);
      });
    },
    close: () => {
      closed = true;
      clearTimeout(again);
      for (const stop of running.values()) stop.abort();
    },
  };
}
