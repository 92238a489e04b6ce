import { sql } from 'kysely';
import { z } from 'zod';
import { apiKeyId, tenantId, type TenantId } from '../../../shared/contract/ids.ts';
import { scope } from '../../../shared/contract/rest/scopes.ts';
import type { Parts } from '../../parts.ts';
import { hashSecret, looksLikeSecret } from './secret.ts';

/* Who a program is, by its secret. What was looked up is kept for some seconds; a change is told
 * to every relay at once, and these seconds are for the case that a relay does not hear it. */

const KEPT_MS = 5000;
/** Keys that are kept at most; the one that was looked up longest ago makes room. */
const MOST_KEPT = 10_000;
/** How exact the last use is. */
export const LAST_USE_MS = 10 * 60_000;

const found = z.array(
  z.object({
    tenant_id: tenantId,
    id: apiKeyId,
    name: z.string(),
    // A scope that this relay does not know, as after going back a version, is none.
    scopes: z
      .array(z.string())
      .transform((names) => names.flatMap((name) => scope.safeParse(name).data ?? [])),
    requests_per_minute: z.number(),
    expires_at: z.number().nullable(),
    revoked_at: z.number().nullable(),
    valid_until: z.number().nullable(),
    may_use_rest: z.boolean(),
    suspended: z.boolean(),
  }),
);
type FoundKey = z.output<typeof found>[number];

/** A key that is valid now. */
export type LiveKey = Pick<
  FoundKey,
  'tenant_id' | 'id' | 'name' | 'scopes' | 'requests_per_minute' | 'may_use_rest' | 'suspended'
>;

export interface KeyRing {
  /** The key of this secret; null where there is none that is valid now. @throws what the database throws */
  readonly find: (secret: string) => Promise<LiveKey | null>;
  /** Something about this tenant's keys has changed; null: perhaps about anybody's. */
  readonly forget: (tenant: TenantId | null) => void;
}

/** The key ring of one relay. */
export function openKeyRing({
  store,
  clock,
  log,
}: Pick<Parts, 'store' | 'clock' | 'log'>): KeyRing {
  const kept = new Map<string, { readonly key: FoundKey; readonly at: number }>();
  const noted = new Map<string, number>();
  // What was asked for before a change and comes after it is not kept.
  let changes = 0;

  const lookUp = async (hash: Buffer): Promise<FoundKey | null> => {
    const name = hash.toString('base64');
    const known = kept.get(name);
    if (known !== undefined && performance.now() - known.at < KEPT_MS) return known.key;
    kept.delete(name);
    const before = changes;
    const at = performance.now();
    const { rows } = await sql`SELECT * FROM casement.find_api_key(${hash})`.execute(store.outside);
    const key = found.parse(rows)[0] ?? null;
    if (key === null || before !== changes) return key;
    kept.set(name, { key, at });
    if (kept.size > MOST_KEPT) {
      const [first] = kept.keys();
      if (first !== undefined) kept.delete(first);
    }
    return key;
  };

  const noteUse = (key: FoundKey, now: number): void => {
    if (now - (noted.get(key.id) ?? -LAST_USE_MS) < LAST_USE_MS) return;
    if (noted.size >= MOST_KEPT) noted.clear();
    noted.set(key.id, now);
    store
      .inTenant(key.tenant_id, async (tx) => {
        await tx.sql
          .updateTable('api_keys')
          .set({ last_used_at: now })
          .where('tenant_id', '=', key.tenant_id)
          .where('id', '=', key.id)
          .where((eb) =>
            eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', now - LAST_USE_MS / 2)]),
          )
          .execute();
      })
      .catch((error: unknown) => log.warn({ event: 'noting_key_use_failed', err: error }));
  };

  return {
    find: async (secret) => {
      if (!looksLikeSecret(secret)) return null;
      const key = await lookUp(hashSecret(secret));
      if (key === null || key.revoked_at !== null) return null;
      const now = clock.now();
      if (now >= (key.expires_at ?? Infinity) || now >= (key.valid_until ?? Infinity)) return null;
      noteUse(key, now);
      return key;
    },
    forget: (tenant) => {
      changes += 1;
      for (const [name, { key }] of kept) {
        if (tenant === null || key.tenant_id === tenant) kept.delete(name);
      }
    },
  };
}
