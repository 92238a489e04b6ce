import { QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBridgeClient } from '../../../../renderer/bridge/client.ts';
import { BOOTSTRAP_KEY, keepInStep } from '../../../../renderer/bridge/keep-in-step.ts';
import { createQueryClient } from '../../../../renderer/bridge/query-client.ts';
import {
  DEFAULT_SETTINGS,
  type BridgeOutput,
  type Session,
} from '../../../../shared/contract/bridge.ts';
import { personRecord, tenantRecord } from '../../../../shared/contract/records.ts';

const uuid = (end: string) => `018f0000-0000-7000-8000-00000000000${end}`;
const sessionOf = (end: string) => ({
  relayUrl: 'https://relay.example',
  person: personRecord.parse({
    id: uuid(end),
    name: 'Ana',
    email: 'ana@northwind.example',
    role: 'agent',
    active: true,
  }),
  tenant: tenantRecord.parse({ id: uuid('0'), name: 'Northwind', timeZone: 'UTC' }),
});

function start() {
  let answer: unknown = null;
  const listeners = new Set<(push: unknown) => void>();
  const reach = new Set<(reachable: boolean) => void>();
  const client = createBridgeClient({
    call: async () => Promise.resolve(answer),
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onReachable: (listener) => {
      reach.add(listener);
      return () => reach.delete(listener);
    },
  });
  const queries = createQueryClient();
  const bootstrap: BridgeOutput<'app.bootstrap'> = {
    version: '1.0.0',
    profile: 'default',
    session: sessionOf('1'),
    settings: DEFAULT_SETTINGS,
    connection: { state: 'online', since: 0, waiting: 0, loading: null },
    clock: { offset: 0, relayNow: 0, known: true },
    mediaBase: '/media/',
    uploadBase: '/upload/',
    suggestedRelayUrl: '',
    capabilities: { notify: false, openExternal: false, secretsProtected: true },
  };
  queries.setQueryData(BOOTSTRAP_KEY, bootstrap);
  queries.setQueryData(['people.list', {}], { people: [] });
  // What the loaded app asks for and shows.
  const shown = new QueryObserver(queries, {
    queryKey: BOOTSTRAP_KEY,
    queryFn: () => client.call('app.bootstrap', {}),
  }).subscribe(() => undefined);
  onTestFinished(shown);
  const stop = keepInStep(client, queries);
  return {
    queries,
    stop,
    push: (name: string, payload: unknown) =>
      listeners.forEach((listener) => listener({ name, payload })),
    reachable: (is: boolean) => reach.forEach((listener) => listener(is)),
    bootstrap: () => queries.getQueryData<BridgeOutput<'app.bootstrap'>>(BOOTSTRAP_KEY),
    /** What the core answers from now on when it is asked who is signed in. */
    signedIn: (session: Session | null) => {
      answer = { ok: true, value: { ...bootstrap, session } };
    },
    /** Resolves once an answer that was kept has been changed as wanted. */
    until: (check: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (check()) resolve();
        };
        onTestFinished(queries.getQueryCache().subscribe(look));
        look();
      }),
    isStale: () => queries.getQueryState(['people.list', {}])?.isInvalidated,
  };
}

describe('keeping the answers in step with the core', () => {
  it('marks as old what a change touches, and nothing else', () => {
    const app = start();
    app.push('changed', { topics: [{ kind: 'templates' }] });
    expect(app.isStale()).toBe(false);
    app.push('changed', { topics: [{ kind: 'people' }] });
    expect(app.isStale()).toBe(true);
  });

  it('puts pushed settings, connection and clock in place', () => {
    const app = start();
    app.push('settings', { ...DEFAULT_SETTINGS, theme: 'dark' });
    app.push('connection', { state: 'offline', since: 5, waiting: 2, loading: null });
    app.push('clock', { offset: 9, relayNow: 99, known: true });
    expect(app.bootstrap()).toMatchObject({
      settings: { theme: 'dark' },
      connection: { state: 'offline', waiting: 2 },
      clock: { relayNow: 99 },
    });
  });

  it('drops everything that was loaded when another person signs in or nobody is left', () => {
    for (const next of [sessionOf('2'), null]) {
      const app = start();
      app.push('session', { session: next });
      expect(app.queries.getQueryData(['people.list', {}])).toBeUndefined();
      expect(app.bootstrap()?.session).toEqual(next);
    }
  });

  it('keeps what was loaded when the same person signs in again', () => {
    const app = start();
    app.push('session', { session: sessionOf('1') });
    expect(app.queries.getQueryData(['people.list', {}])).toEqual({ people: [] });
  });

  it('asks for everything anew when the core was out of reach', async () => {
    const app = start();
    app.signedIn(sessionOf('1'));
    app.reachable(true);
    expect(app.isStale()).toBe(false);
    app.reachable(false);
    app.reachable(true);
    await app.until(() => app.isStale() === true);
    expect(app.queries.getQueryData(['people.list', {}])).toEqual({ people: [] });
  });

  it('drops everything when another person has come while the core was out of reach', async () => {
    for (const next of [sessionOf('2'), null]) {
      const app = start();
      app.signedIn(next);
      app.reachable(false);
      app.reachable(true);
      await app.until(() => app.bootstrap()?.session?.person.id === next?.person.id);
      await app.until(() => app.isStale() === undefined);
      expect(app.queries.getQueryData(['people.list', {}])).toBeUndefined();
    }
  });

  it('listens no longer once it is stopped', () => {
    const app = start();
    app.stop();
    app.push('settings', { ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(app.bootstrap()?.settings.theme).toBe('system');
  });
});
