import { onTestFinished } from 'vitest';
import {
  type BridgeCall,
  type BridgeEvent,
  type BridgeInput,
  type BridgeOutput,
  type BridgePayload,
  BRIDGE_EVENT_SCHEMAS,
  BRIDGE_SCHEMAS,
  DEFAULT_SETTINGS,
} from '../../shared/contract/bridge.ts';
import { RefusedError } from '../../shared/contract/errors.ts';
import { type App, createApp } from '../../main/app.ts';
import { type Clock, systemClock } from '../../main/clock.ts';
import type { LogLine } from '../../main/log.ts';
import type { Platform, SettingsStore } from '../../main/platform/platform.ts';
import type { ScriptedRelay } from './scripted-relay.ts';

/** Secrets that stay in memory, as one machine has them. */
export function memorySecrets(): Platform['secrets'] & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    protected: true,
    read: async (name) => Promise.resolve(kept.get(name) ?? null),
    write: async (name, value) => {
      if (value === null) kept.delete(name);
      else kept.set(name, value);
      return Promise.resolve();
    },
  };
}

/** Settings that stay in memory. */
export function memorySettings(): SettingsStore {
  let current = DEFAULT_SETTINGS;
  return {
    get: () => current,
    update: (part) => {
      current = { ...current, ...part };
      return current;
    },
  };
}

export interface TestCore {
  readonly app: App;
  readonly log: LogLine[];
  readonly notified: { readonly title: string; readonly body: string }[];
  readonly badges: number[];
  /** Calls and gives the value. @throws {RefusedError} where it is refused */
  readonly call: <C extends BridgeCall>(name: C, input: BridgeInput<C>) => Promise<BridgeOutput<C>>;
  /** Resolves as soon as `check` holds; it is looked at now and after each push, log line, badge and notification. */
  readonly until: (check: () => Promise<boolean> | boolean) => Promise<void>;
  /** The payloads of one event so far. */
  readonly pushed: <E extends BridgeEvent>(name: E) => readonly BridgePayload<E>[];
  readonly signIn: (relay: ScriptedRelay) => Promise<void>;
}

export interface TestCoreOptions {
  readonly dataFolder: string;
  readonly secrets?: Platform['secrets'];
  readonly clock?: Clock;
  readonly version?: string;
}

/** A whole core for the running test, with short waits, closed afterwards. */
export async function testCore(options: TestCoreOptions): Promise<TestCore> {
  const log: LogLine[] = [];
  const notified: { readonly title: string; readonly body: string }[] = [];
  const badges: number[] = [];
  const waiting = new Set<() => void>();
  const happened = (): void => {
    for (const look of waiting) look();
  };
  const app = await createApp(
    {
      profile: 'test',
      dataFolder: options.dataFolder,
      version: options.version ?? '0.1.0',
      suggestedRelayUrl: 'http://127.0.0.1:1',
      mediaBase: '/media/',
      uploadBase: '/upload/',
      platform: {
        secrets: options.secrets ?? memorySecrets(),
        notify: (one) => {
          notified.push(one);
          happened();
        },
        setBadge: (count) => {
          badges.push(count);
          happened();
        },
        openExternal: null,
      },
      settings: memorySettings(),
      log: (line) => {
        log.push(line);
        happened();
      },
    },
    {
      clock: options.clock ?? systemClock,
      timings: {
        firstRetry: 20,
        longestRetry: 60,
        afterTooOld: 40,
        handshake: 3_000,
        answer: 3_000,
      },
      pause: 20,
      look: 20,
    },
  );
  onTestFinished(() => app.close());

  const pushes: { readonly name: string; readonly payload: unknown }[] = [];
  app.onPush((push) => {
    pushes.push(push);
    happened();
  });

  async function call<C extends BridgeCall>(
    name: C,
    input: BridgeInput<C>,
  ): Promise<BridgeOutput<C>> {
    const answer = await app.call({ name, input });
    if (!answer.ok) throw new RefusedError(answer.refusal.code, answer.refusal.detail);
    return BRIDGE_SCHEMAS[name].output.parse(answer.value);
  }

  async function until(check: () => Promise<boolean> | boolean): Promise<void> {
    for (;;) {
      const next = Promise.withResolvers<void>();
      waiting.add(next.resolve);
      try {
        if (await check()) return;
        await next.promise;
      } finally {
        waiting.delete(next.resolve);
      }
    }
  }
  return {
    app,
    log,
    notified,
    badges,
    call,
    until,
    pushed: (name) =>
      pushes
        .filter((push) => push.name === name)
        .map(({ payload }) => BRIDGE_EVENT_SCHEMAS[name].parse(payload)),
    signIn: async (relay) => {
      await call('session.signIn', {
        relayUrl: relay.url,
        email: relay.script.person.email,
        password: 'correct horse',
      });
    },
  };
}
