import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ApiKeyId } from '../../shared/contract/ids.ts';

/* How many requests an API key may make, counted by each relay in its own memory. */

const WINDOW_SECONDS = 60;

/** What is left to a key after a request. */
export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly left: number;
  /** Whole seconds until it begins anew. */
  readonly resetSeconds: number;
}

/** Counts a request of this key. @param limit requests in a minute */
export type CountRequest = (key: ApiKeyId, limit: number) => Promise<Allowance>;

/** The counters of one relay: one for each limit that keys have. */
export function keyLimits(): CountRequest {
  const limiters = new Map<number, RateLimiterMemory>();
  return async (key, limit) => {
    const limiter =
      limiters.get(limit) ?? new RateLimiterMemory({ points: limit, duration: WINDOW_SECONDS });
    limiters.set(limit, limiter);
    try {
      return asAllowance(limit, true, await limiter.consume(key));
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected;
      return asAllowance(limit, false, rejected);
    }
  };
}

function asAllowance(
  limit: number,
  allowed: boolean,
  { remainingPoints, msBeforeNext }: RateLimiterRes,
): Allowance {
  return { allowed, limit, left: remainingPoints, resetSeconds: Math.ceil(msBeforeNext / 1000) };
}

/** The header fields that tell it. Source: draft-ietf-httpapi-ratelimit-headers. */
export function allowanceHeaders({
  allowed,
  limit,
  left,
  resetSeconds,
}: Allowance): Record<string, string> {
  return {
    'ratelimit-policy': `"key";q=${limit};w=${WINDOW_SECONDS}`,
    ratelimit: `"key";r=${left};t=${resetSeconds}`,
    ...(allowed ? {} : { 'retry-after': String(Math.max(1, resetSeconds)) }),
  };
}
