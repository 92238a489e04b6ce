import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Counter } from 'prom-client';
import type { PersonId } from '../../shared/contract/ids.ts';
import { networkOf } from './address.ts';

/* What is counted, and for how long. In the memory of one relay: an attack on several has as
 * many times the allowance, which is still little. */

/** Refused webhooks of one address, in a minute, after which none of its is looked at any more. */
const REFUSED_WEBHOOKS = 100;
/** The same for whoever is not signed in: wrong tokens, wrong passwords, paths that are none. */
const REFUSED_STRANGERS = 300;
const MINUTE_SECONDS = 60;
/** Who had a genuine webhook within this time is the provider, and is never shut out. */
const GENUINE_FOR_MS = 60 * 60_000;
/** Calls of one person, with all their desktops, in ten seconds. */
const CALLS = 2000;
const CALLS_SECONDS = 10;
/** Addresses that are remembered; the one that was counted longest ago makes room. */
const MOST_ADDRESSES = 20_000;

/** From whom something was refused: a webhook's sender, or anyone else who is not signed in. */
export type Door = 'webhook' | 'stranger';

export interface Limits {
  /** Counts a refusal. */
  readonly refused: (door: Door, address: string) => void;
  /** Whether so much was refused lately that nothing more from there is looked at. */
  readonly isShut: (door: Door, address: string) => Promise<boolean>;
  /** A webhook from this address was genuine. */
  readonly genuine: (address: string) => void;
  /** Counts a call. @returns whether it may be answered */
  readonly mayCall: (personId: PersonId) => Promise<boolean>;
}

/** @param turnedAway counts what was not even looked at */
export function createLimits(
  turnedAway: Counter<'what'>,
  now: () => number = () => performance.now(),
): Limits {
  const doors = {
    webhook: refusals('webhook', REFUSED_WEBHOOKS),
    stranger: refusals('stranger', REFUSED_STRANGERS),
  };
  const calls = new RateLimiterMemory({ points: CALLS, duration: CALLS_SECONDS });
  const genuineUntil = new Map<string, number>();

  return {
    refused: (door, address) => doors[door].count(networkOf(address)),
    isShut: async (door, address) => {
      const network = networkOf(address);
      if (door === 'webhook' && (genuineUntil.get(network) ?? 0) > now()) return false;
      const shut = await doors[door].isFull(network);
      if (shut) turnedAway.inc({ what: door });
      return shut;
    },
    genuine: (address) => remember(genuineUntil, networkOf(address), now() + GENUINE_FOR_MS),
    mayCall: async (personId) => {
      try {
        await calls.consume(personId);
        return true;
      } catch {
        turnedAway.inc({ what: 'call' });
        return false;
      }
    },
  };
}

function refusals(keyPrefix: string, points: number) {
  const limiter = new RateLimiterMemory({ keyPrefix, points, duration: MINUTE_SECONDS });
  const counted = new Map<string, true>();
  return {
    count: (network: string): void => {
      void limiter.penalty(network);
      const forgotten = remember(counted, network, true);
      if (forgotten !== undefined) void limiter.delete(forgotten);
    },
    isFull: async (network: string): Promise<boolean> =>
      ((await limiter.get(network))?.consumedPoints ?? 0) >= points,
  };
}

/** Puts a key at the end of the map. @returns the first one, where it had to make room */
function remember<T>(map: Map<string, T>, key: string, value: T): string | undefined {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST_ADDRESSES) return undefined;
  const [first] = map.keys();
  if (first !== undefined) map.delete(first);
  return first;
}
