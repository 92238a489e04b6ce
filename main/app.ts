import { mkdir } from 'node:fs/promises';
import type { Answer } from '../shared/contract/errors.ts';
import { createDispatcher } from './bridge/dispatcher.ts';
import { createHandlers } from './bridge/handlers.ts';
import { createPushes, type PushListener } from './bridge/pushes.ts';
import { meansDamagedFile } from './cache/database.ts';
import { openCache } from './cache/open.ts';
import { removeCache } from './cache/set-aside.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Log } from './log.ts';
import type { Platform, SettingsStore } from './platform/platform.ts';
import {
  type TakeFile,
  createAttachmentService,
} from './services/attachments/attachment-service.ts';
import { createAttention } from './services/attention/attention.ts';
import { createPagesInSight } from './services/attention/pages.ts';
import { type ContactFiles, createContactFiles } from './services/contacts/contact-files.ts';
import { createContactService } from './services/contacts/contact-service.ts';
import { createConversationService } from './services/conversation/conversation-service.ts';
import { createDraftService } from './services/drafts/draft-service.ts';
import { createInboxService } from './services/inbox/inbox-service.ts';
import { createWindowAlerts } from './services/alerts/window-alerts.ts';
import { watchInboxWindows } from './services/inbox/inbox-windows.ts';
import { createMediaService } from './services/media/media-service.ts';
import { createMentionAlerts } from './services/alerts/mention-alerts.ts';
import { createNoteService } from './services/notes/note-service.ts';
import { createOrderService } from './services/orders/order-service.ts';
import { createPresenceService } from './services/presence/presence-service.ts';
import { createRecordService } from './services/records/record-service.ts';
import { createSearchService } from './services/search/search-service.ts';
import { createSendingService } from './services/sending/sending-service.ts';
import { createSessionSecrets } from './services/session/secrets.ts';
import { type SessionService, createSessionService } from './services/session/session-service.ts';
import type { WindowWatch } from './services/inbox/window-watch.ts';
import { watchWaking } from './services/session/wake-watch.ts';
import { createWorkspace } from './services/session/workspace.ts';
import { RELAY_TIMINGS, type RelayTimings, createRelayClient } from './sync/relay-client.ts';
import { createRelayClock } from './sync/relay-clock.ts';
import { createStatus } from './sync/status.ts';
import { createTopics } from './sync/topics.ts';

export interface AppDeps {
  /** `--profile`; one core per profile. */
  readonly profile: string;
  /** Absolute path of this profile's folder; created for its account only. */
  readonly dataFolder: string;
  readonly version: string;
  /** The relay that the sign-in form offers first. */
  readonly suggestedRelayUrl: string;
  /** Prefix of a media file's URL: this plus the media id. */
  readonly mediaBase: string;
  /** Where a page puts a picked file: this plus a new media id. */
  readonly uploadBase: string;
  readonly platform: Platform;
  readonly settings: SettingsStore;
  readonly log: Log;
}

/** The desktop core, as a host holds it. */
export interface App {
  /**
   * The dispatcher: known name, strict parse, run, closed error codes. Never rejects.
   *
   * @param page the connection that the call came through, whatever the host has for it
   */
  readonly call: (request: unknown, page?: object | null) => Promise<Answer<unknown>>;
  /** The page that calls came through is closed: its person is no longer where it was. */
  readonly pageGone: (page: object) => void;
  /** Calls back on every push, with the page that it is for, until the returned function is called. */
  readonly onPush: (listener: PushListener) => () => void;
  /** A media file by its id; null where it cannot be had. */
  readonly media: (id: string) => Promise<{
    readonly contentType: string;
    readonly fileName: string | null;
    readonly bytes: Uint8Array;
  } | null>;
  /** Takes a file that was picked in the page. */
  readonly upload: TakeFile;
  /** Files of contacts, between the page and the relay. */
  readonly contactFiles: ContactFiles;
  /** The machine woke up: measure the clock anew, reconnect. */
  readonly resumed: () => void;
  readonly close: () => Promise<void>;
}

/** What else the core depends on; tests bring their own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly timings: RelayTimings;
  /** ms before something that failed is tried again. */
  readonly pause: number;
  /** ms between two looks at what time alone changes. */
  readonly look: number;
}

const SURROUNDINGS: Surroundings = {
  clock: systemClock,
  timings: RELAY_TIMINGS,
  pause: 2_000,
  look: 5_000,
};

/**
 * Opens the core of a profile: with the cache of who was signed in last, whether or not the
 * relay can be reached.
 *
 * @throws {Error} of the file system where the data folder cannot be made
 */
export async function createApp(
  deps: AppDeps,
  { clock, timings, pause, look }: Surroundings = SURROUNDINGS,
): Promise<App> {
  const { dataFolder, platform, settings, log, version } = deps;
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });

  const pushes = createPushes(log);
  const relayClock = createRelayClock(clock);
  const status = createStatus(clock.wall, (state) => {
    pushes.push('connection', state);
  });
  const topics = createTopics((changed) => {
    pushes.push('changed', { topics: [...changed] });
    attention.listChanged();
    windows?.changed();
  });
  let windows: WindowWatch | null = null;

  const pagesInSight = createPagesInSight();
  const presence = createPresenceService(
    () => session.current(),
    clock,
    log,
    (present) => {
      pushes.push('presence', present);
    },
  );

  function failed(error: unknown): void {
    const cache = session.current()?.cache;
    if (cache !== undefined && meansDamagedFile(error)) void session.replaceCache(cache);
  }

  const session: SessionService = createSessionService({
    secrets: createSessionSecrets(platform.secrets),
    status,
    log,
    connect: (relayUrl, token) => createRelayClient({ relayUrl, token, version, log, timings }),
    openCache: (identity, key, knownDamaged) =>
      openCache({
        folder: dataFolder,
        identity,
        key,
        clock,
        log,
        knownDamaged,
        setAside: (reason) => {
          status.set({ notice: reason === 'newer' ? 'cache_newer' : 'cache_damaged' });
        },
      }),
    removeCache: (identity) => {
      removeCache(dataFolder, identity);
    },
    openWorkspace: (opened) =>
      createWorkspace({
        ...opened,
        clock,
        relayClock,
        status,
        topics,
        presence,
        log,
        pause,
        look,
        clockMeasured: () => {
          windows?.changed();
          pushes.push('clock', relayClock.state());
        },
        ended: (wipe) => {
          session.end(wipe);
        },
        arrived: (messages) => {
          attention.arrived(messages);
        },
        noted: (notes) => {
          mentions(notes);
        },
        refused: ({ messageId, conversationId }, { code, what, next }) => {
          pushes.push('refused', { messageId, conversationId, code, what, next });
        },
        ordersChanged: (contactId) => {
          orders.changed(contactId);
        },
        uploaded: (mediaId, sent, size) => {
          pushes.push('upload', { mediaId, sent, size });
        },
        failed,
      }),
    changed: (current) => {
      pushes.push('session', { session: current });
      topics.everything();
    },
  });
  const { workspace } = session;
  const attention = createAttention(session.current, platform, relayClock, failed);
  const mentions = createMentionAlerts(session.current, platform.notify, (mention) => {
    pushes.push('mentioned', mention, pagesInSight.last());
  });
  const orders = createOrderService(workspace, topics, relayClock, clock);
  const inbox = createInboxService(workspace, settings, relayClock);
  const resumed = (): void => {
    if (relayClock.woke()) {
      windows?.changed();
      pushes.push('clock', relayClock.state());
    }
    session.current()?.resumed();
  };
  const handlers = createHandlers({
    about: {
      version,
      profile: deps.profile,
      mediaBase: deps.mediaBase,
      uploadBase: deps.uploadBase,
      suggestedRelayUrl: deps.suggestedRelayUrl,
    },
    platform,
    settings,
    relayClock,
    status,
    topics,
    pushes,
    session,
    inbox,
    conversation: createConversationService(workspace, topics),
    sending: createSendingService(workspace, topics, relayClock, clock),
    drafts: createDraftService(workspace, topics, clock),
    search: createSearchService(workspace),
    records: createRecordService(workspace, topics, relayClock),
    contacts: createContactService(workspace),
    notes: createNoteService(workspace, topics, relayClock, clock),
    orders,
    presence,
    pagesInSight,
  });

  await session.restore();
  const alert = createWindowAlerts(
    session.current,
    settings,
    relayClock,
    platform.notify,
    (closing) => {
      pushes.push('windowClosing', closing, pagesInSight.last());
    },
  );
  windows = watchInboxWindows({
    current: session.current,
    settings,
    relayClock,
    turned: topics.inbox,
    looked: alert,
    failed,
    longest: look,
  });
  const stopWaking = watchWaking(clock, resumed, look);
  return {
    call: createDispatcher(handlers, log, failed),
    pageGone: (page) => {
      presence.pageGone(page);
      pagesInSight.gone(page);
    },
    onPush: pushes.listen,
    media: createMediaService(session.current, clock, log),
    upload: createAttachmentService(workspace, clock, log),
    contactFiles: createContactFiles(workspace, log),
    resumed,
    close: async () => {
      stopWaking();
      windows?.close();
      attention.close();
      presence.close();
      session.close();
      return Promise.resolve();
    },
  };
}
