import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MediaId, TenantId } from '../../../shared/contract/ids.ts';

/** The provider fetches at the send, and its own queue is 4 h long at most. */
const LASTS_MS = 24 * 60 * 60 * 1000;
const SECOND = 1000;

/** Where the provider fetches a file: `<public URL>/media/out/<tenant>/<id>?expires=&signature=`. */
export const OUT_PATH = '/media/out';

/** A link as somebody uses it: anything at all. */
export interface UsedLink {
  readonly tenantId: string;
  readonly id: string;
  readonly expires: unknown;
  readonly signature: unknown;
}

/** The links under which files are given out without sign-in. */
export interface MediaLinks {
  /** A link that lasts for a day. `now`: ms on the relay's clock. */
  readonly linkTo: (tenantId: TenantId, id: MediaId, now: number) => string;
  /** Whether the relay made this link, for this very file, and it has not ended. */
  readonly judge: (link: UsedLink, now: number) => 'genuine' | 'expired' | 'forged';
}

/**
 * @param key 32 bytes, of these links alone; the same for every relay of a database
 * @param publicUrl without a slash at the end
 */
export function mediaLinks(key: Buffer, publicUrl: string): MediaLinks {
  const sign = (tenantId: string, id: string, expires: string): Buffer =>
    createHmac('sha256', key).update(`${tenantId}/${id}?${expires}`).digest();
  return {
    linkTo: (tenantId, id, now) => {
      const expires = String(Math.ceil((now + LASTS_MS) / SECOND));
      const signature = sign(tenantId, id, expires).toString('base64url');
      return `${publicUrl}${OUT_PATH}/${tenantId}/${id}?expires=${expires}&signature=${signature}`;
    },
    judge: ({ tenantId, id, expires, signature }, now) => {
      if (typeof expires !== 'string' || typeof signature !== 'string') return 'forged';
      const given = Buffer.from(signature, 'base64url');
      const right = sign(tenantId, id, expires);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return 'forged';
      return Number(expires) * SECOND > now ? 'genuine' : 'expired';
    },
  };
}
