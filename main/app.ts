import { mkdir } from 'node:fs/promises';
import type { BridgePush } from '../shared/contract/bridge.ts';
import type { Answer } from '../shared/contract/errors.ts';
import { createDispatcher } from './bridge/dispatcher.ts';
import { createHandlers } from './bridge/handlers.ts';
import { createPushes } from './bridge/pushes.ts';
import { meansDamagedFile } from './cache/database.ts';
import { openCache } from './cache/open.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Log } from './log.ts';
import type { Platform, SettingsStore } from './platform/platform.ts';
import { createAttention } from './services/attention/attention.ts';
import { createConversationService } from './services/conversation/conversation-service.ts';
import { createInboxService } from './services/inbox/inbox-service.ts';
import { watchWindows } from './services/inbox/window-watch.ts';
import { createMediaService } from './services/media/media-service.ts';
import { createSendingService } from './services/sending/sending-service.ts';
import { createSessionSecrets } from './services/session/secrets.ts';
import { type SessionService, createSessionService } from './services/session/session-service.ts';
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
  readonly platform: Platform;
  readonly settings: SettingsStore;
  readonly log: Log;
}

/** The desktop core, as a host holds it. */
export interface App {
  /** The dispatcher: known name, strict parse, run, closed error codes. Never rejects. */
  readonly call: (request: unknown) => Promise<Answer<unknown>>;
  /** Calls back on every push until the returned function is called. */
  readonly onPush: (listener: (push: BridgePush) => void) => () => void;
  /** A media file by its id; null where it cannot be had. */
  readonly media: (id: string) => Promise<{
    readonly contentType: string;
    readonly fileName: string | null;
    readonly bytes: Uint8Array;
  } | null>;
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
  });

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
      openCache({ folder: dataFolder, identity, key, clock, log, knownDamaged }),
    openWorkspace: (opened) =>
      createWorkspace({
        ...opened,
        relayClock,
        status,
        topics,
        log,
        pause,
        clockMeasured: () => {
          pushes.push('clock', relayClock.state());
        },
        ended: () => {
          session.end();
        },
        arrived: (messages) => {
          attention.arrived(messages);
        },
        refused: ({ messageId, conversationId }, { code, what, next }) => {
          pushes.push('refused', { messageId, conversationId, code, what, next });
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
  const inbox = createInboxService(workspace, settings, relayClock);
  const resumed = (): void => {
    session.current()?.resumed();
  };
  const handlers = createHandlers({
    about: {
      version,
      profile: deps.profile,
      mediaBase: deps.mediaBase,
      suggestedRelayUrl: deps.suggestedRelayUrl,
    },
    platform,
    settings,
    clock,
    relayClock,
    status,
    topics,
    pushes,
    session,
    inbox,
    conversation: createConversationService(workspace, topics),
    sending: createSendingService(workspace, topics, relayClock, clock),
  });

  await session.restore();
  const stops = [
    watchWaking(clock, resumed, look),
    watchWindows(
      () => (session.current() === null ? null : inbox.counts()),
      topics.inbox,
      failed,
      look,
    ),
  ];
  return {
    call: createDispatcher(handlers, log, failed),
    onPush: pushes.listen,
    media: createMediaService(session.current, clock, log),
    resumed,
    close: async () => {
      for (const stop of stops) stop();
      attention.close();
      session.close();
      return Promise.resolve();
    },
  };
}
