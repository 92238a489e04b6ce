import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { session } from '../../../shared/contract/bridge.ts';
import { type CacheIdentity, cacheName } from '../../cache/identity.ts';
import type { Platform } from '../../platform/platform.ts';

const rememberedSession = z.object({ email: z.string(), session });
/** Who was signed in last and how, so that the app opens without the relay. */
type RememberedSession = z.infer<typeof rememberedSession>;

/** What the core keeps in the secret store. */
export interface SessionSecrets {
  /** Who was signed in and with which token; null: nobody. */
  readonly recall: () => Promise<{ remembered: RememberedSession; token: string } | null>;
  readonly remember: (remembered: RememberedSession, token: string) => Promise<void>;
  readonly forget: () => Promise<void>;
  /** The key of this person's cache; made where there is none. */
  readonly cacheKey: (identity: CacheIdentity) => Promise<Uint8Array>;
  /** Without its key, what is left of a cache cannot be read any more. */
  readonly forgetCacheKey: (identity: CacheIdentity) => Promise<void>;
}

const SESSION = 'session';
const KEY_BYTES = 32;

function tokenName(relayUrl: string, email: string): string {
  const hash = createHash('sha256').update(JSON.stringify([relayUrl, email.toLowerCase()]));
  return `token-${hash.digest('hex').slice(0, 32)}`;
}

function tokenOf({ email, session: { relayUrl } }: RememberedSession): string {
  return tokenName(relayUrl, email);
}

function keyName(identity: CacheIdentity): string {
  return `key-${cacheName(identity)}`;
}

function parseSession(json: string): RememberedSession | null {
  try {
    return rememberedSession.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** The core's entries of a secret store. */
export function createSessionSecrets(secrets: Platform['secrets']): SessionSecrets {
  async function last(): Promise<RememberedSession | null> {
    const json = await secrets.read(SESSION);
    return json === null ? null : parseSession(json);
  }
  async function forget(): Promise<void> {
    const remembered = await last();
    await secrets.write(SESSION, null);
    if (remembered !== null) await secrets.write(tokenOf(remembered), null);
  }
  return {
    recall: async () => {
      const remembered = await last();
      if (remembered === null) return null;
      const token = await secrets.read(tokenOf(remembered));
      return token === null ? null : { remembered, token };
    },
    remember: async (remembered, token) => {
      const earlier = await last();
      if (earlier !== null && tokenOf(earlier) !== tokenOf(remembered)) await forget();
      await secrets.write(tokenOf(remembered), token);
      await secrets.write(SESSION, JSON.stringify(remembered));
    },
    forget,
    cacheKey: async (identity) => {
      const name = keyName(identity);
      const kept = await secrets.read(name);
      const key = kept === null ? null : Buffer.from(kept, 'base64');
      if (key?.byteLength === KEY_BYTES) return key;
      const fresh = randomBytes(KEY_BYTES);
      await secrets.write(name, fresh.toString('base64'));
      return fresh;
    },
    forgetCacheKey: async (identity) => {
      await secrets.write(keyName(identity), null);
    },
  };
}
