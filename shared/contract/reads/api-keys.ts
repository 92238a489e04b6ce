import { z } from 'zod';
import { apiKeyId } from '../ids.ts';
import { instant } from '../records.ts';
import { scope } from '../rest/scopes.ts';

/** An API key as admins see it; its secret is told once, when it is made. */
export const apiKey = z.object({
  id: apiKeyId,
  name: z.string(),
  scopes: z.array(scope),
  /** The beginning of the secret, to find where it is used. */
  hint: z.string(),
  requestsPerMinute: z.number().int(),
  /** The name of whoever made it. */
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  /** To within ten minutes; null: never. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** Until when the secret before the last rotation is valid too; null: it is not. */
  previousUntil: instant.nullable(),
});

export const API_KEY_READS = {
  /** Every key, the newest first. */
  'apiKeys.list': { input: z.strictObject({}), value: z.object({ keys: z.array(apiKey) }) },
} as const;
