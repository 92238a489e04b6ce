import { z } from 'zod';
import { apiKeyId } from '../ids.ts';
import { instant } from '../records.ts';
import { scope } from '../rest/scopes.ts';

/** How long a secret may be valid beside its successor, in minutes: a week. */
export const LONGEST_GRACE_MINUTES = 7 * 24 * 60;

/** The keys with which programs use the REST API. */
export const API_KEY_COMMANDS = {
  'apiKey.create': z.strictObject({
    keyId: apiKeyId,
    name: z.string().trim().min(1).max(80),
    scopes: z
      .array(scope)
      .min(1)
      .refine((all) => new Set(all).size === all.length, 'names a scope twice'),
    expiresAt: instant.nullable(),
    requestsPerMinute: z.number().int().min(60).max(60_000),
  }),
  /** A new secret; the one before stays valid for so many minutes. */
  'apiKey.rotate': z.strictObject({
    keyId: apiKeyId,
    graceMinutes: z.number().int().min(0).max(LONGEST_GRACE_MINUTES),
  }),
  /** The key is of no use any more, at once and for good. */
  'apiKey.revoke': z.strictObject({ keyId: apiKeyId }),
} as const;

const told = z.object({ secret: z.string() });

export const API_KEY_RESULTS = { 'apiKey.create': told, 'apiKey.rotate': told } as const;
