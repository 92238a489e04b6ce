import { createHash } from 'node:crypto';
import { z } from 'zod';
import { personId, tenantId } from '../../shared/contract/ids.ts';

/** Whose cache it is. A file belongs to one person of one tenant at one relay, for good. */
export const cacheIdentity = z.object({ relayUrl: z.string(), tenantId, personId });
export type CacheIdentity = z.infer<typeof cacheIdentity>;

/** A name that tells nothing about whose file it is and is different for everyone. */
export function cacheName({ relayUrl, tenantId: tenant, personId: person }: CacheIdentity): string {
  const hash = createHash('sha256').update(JSON.stringify([relayUrl, tenant, person]));
  return `cache-${hash.digest('hex').slice(0, 32)}`;
}

/** Whether both name the same person of the same tenant at the same relay. */
export function sameIdentity(one: CacheIdentity, other: CacheIdentity): boolean {
  return cacheName(one) === cacheName(other);
}
