import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import type { Cache } from '../../main/cache/cache.ts';
import type { CacheIdentity } from '../../main/cache/identity.ts';
import { openCache } from '../../main/cache/open.ts';
import { systemClock } from '../../main/clock.ts';
import type { LogLine } from '../../main/log.ts';
import { personId, tenantId } from '../../shared/contract/ids.ts';
import type { Topics } from '../../main/sync/topics.ts';

/** Someone of some tenant. */
export function anIdentity(with_: Partial<CacheIdentity> = {}): CacheIdentity {
  return {
    relayUrl: 'https://relay.example',
    tenantId: tenantId.parse(v7()),
    personId: personId.parse(v7()),
    ...with_,
  };
}

export interface TestCacheOptions {
  readonly folder: string;
  readonly identity?: CacheIdentity;
  readonly key?: Uint8Array;
  readonly log?: LogLine[];
  readonly knownDamaged?: boolean;
}

/** A real cache file for the running test, closed afterwards. */
export function testCache(options: TestCacheOptions): Cache {
  const cache = openCache({
    folder: options.folder,
    identity: options.identity ?? anIdentity(),
    key: options.key ?? randomBytes(32),
    clock: systemClock,
    log: (line) => options.log?.push(line),
    knownDamaged: options.knownDamaged ?? false,
  });
  onTestFinished(() => {
    cache.close();
  });
  return cache;
}

/** Topics that nobody hears. */
export const NO_TOPICS: Topics = {
  inbox: () => undefined,
  conversation: () => undefined,
  arrived: () => undefined,
  notes: () => undefined,
  orders: () => undefined,
  draft: () => undefined,
  templates: () => undefined,
  people: () => undefined,
  contacts: () => undefined,
  records: () => undefined,
  everything: () => undefined,
};
