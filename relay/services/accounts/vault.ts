import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps the provider accounts' secrets: what the database holds is useless without the key. */
export interface Vault {
  /** @param context what the secret belongs to: a sealed value opens only in its own context */
  readonly seal: (secret: string, context: string) => Buffer;
  /** @throws if the value was sealed by another key, for another context, or was changed */
  readonly open: (sealed: Uint8Array, context: string) => string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * A vault with this key. The algorithm is AES-256-GCM of Node's own crypto; a sealed value is
 * nonce, tag and ciphertext.
 *
 * @param key 32 random bytes
 */
export function openVault(key: Uint8Array): Vault {
  if (key.length !== KEY_BYTES) throw new Error(`a vault's key has ${KEY_BYTES} bytes`);
  return {
    seal: (secret, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open: (sealed, context) => {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = sealed.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
}
