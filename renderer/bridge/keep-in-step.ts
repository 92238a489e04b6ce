import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { isBridgeCall, type BridgeOutput, type Topic } from '../../shared/contract/bridge.ts';
import type { BridgeClient } from './client.ts';
import { createRefresher } from './refresher.ts';
import { isTouched, type BridgeKey } from './topics.ts';

type Bootstrap = BridgeOutput<'app.bootstrap'>;

/** The key under which the answer to `presence.list` lies. */
const PRESENCE_KEY = ['presence.list', {}] as const satisfies BridgeKey;

/** The key under which the answer to `app.bootstrap` lies. */
export const BOOTSTRAP_KEY = ['app.bootstrap', {}] as const satisfies BridgeKey;

/**
 * Of what changes all the time so long a pause is made between two questions, in ms. A list of
 * many conversations nobody reads faster; of a conversation that is on the screen, what the
 * customer writes comes with the push, and only the rest is asked for.
 */
const PAUSE_MS: Partial<Record<Topic['kind'], number>> = {
  inbox: 250,
  contacts: 250,
  conversation: 150,
};

function rest({ kind }: Topic): Promise<void> {
  const pause = PAUSE_MS[kind];
  if (pause === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, pause);
  });
}

function bridgeKey(key: QueryKey): BridgeKey | null {
  const [name, input] = key;
  return typeof name === 'string' && isBridgeCall(name) ? [name, input] : null;
}

/**
 * Carries what the core pushes into the cache of answers.
 *
 * @returns a function that stops it
 */
export function keepInStep(client: BridgeClient, queries: QueryClient): () => void {
  const patch = (change: (now: Bootstrap) => Bootstrap) =>
    queries.setQueryData<Bootstrap>(BOOTSTRAP_KEY, (now) => now && change(now));

  const refresh = createRefresher(
    (topic) =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => {
          const key = bridgeKey(queryKey);
          return key !== null && isTouched(key, topic);
        },
      }),
    rest,
  );

  const personNow = () => queries.getQueryData<Bootstrap>(BOOTSTRAP_KEY)?.session?.person.id;
  /** Another person must never see what the one before has loaded. */
  const dropOthers = () => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== BOOTSTRAP_KEY[0] });
  };

  /** Pushes were missed while the core was away, and with them perhaps who is signed in. */
  async function comeBack(): Promise<void> {
    const before = personNow();
    await queries.invalidateQueries({ queryKey: BOOTSTRAP_KEY, refetchType: 'all' });
    if (personNow() !== before) dropOthers();
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== BOOTSTRAP_KEY[0],
    });
  }

  let reached = true;
  const stops = [
    client.on('changed', ({ topics }) => refresh(topics.filter(({ kind }) => kind !== 'message'))),
    client.on('connection', (connection) => {
      const before = queries.getQueryData<Bootstrap>(BOOTSTRAP_KEY)?.connection.state;
      patch((now) => ({ ...now, connection }));
      // What only the relay knows could not be asked meanwhile.
      if (connection.state === 'online' && before !== 'online') {
        void queries.invalidateQueries({ queryKey: ['relay.ask'] });
      }
    }),
    client.on('clock', (clock) => patch((now) => ({ ...now, clock }))),
    client.on('presence', (presence) => queries.setQueryData(PRESENCE_KEY, presence)),
    client.on('settings', (settings) => patch((now) => ({ ...now, settings }))),
    client.on('session', ({ session }) => {
      if (personNow() !== session?.person.id) dropOthers();
      patch((now) => ({ ...now, session }));
    }),
    client.onReachable((reachable) => {
      if (reachable && !reached) void comeBack();
      reached = reachable;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
