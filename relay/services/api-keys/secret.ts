import { createHash, randomBytes } from 'node:crypto';

/* The secrets of API keys. They are random and long, so that a plain hash is enough: nothing is
 * to be guessed. The beginning says what it is to whoever finds one where it does not belong. */

const PREFIX = 'csm_live_';
const SECRET_BYTES = 32;
const SHAPE = new RegExp(`^${PREFIX}[0-9a-f]{${SECRET_BYTES * 2}}$`);
/** So much of it is shown later. */
const HINT_LENGTH = PREFIX.length + 4;

export interface NewSecret {
  /** Told once. */
  readonly secret: string;
  /** What is kept. */
  readonly hash: Buffer;
  /** Its beginning, to recognise it. */
  readonly hint: string;
}

/** A secret that nobody has. */
export function newSecret(): NewSecret {
  const secret = PREFIX + randomBytes(SECRET_BYTES).toString('hex');
  return { secret, hash: hashSecret(secret), hint: `${secret.slice(0, HINT_LENGTH)}…` };
}

/** Whether a text could be a secret at all: only then it is looked up. */
export function looksLikeSecret(text: string): boolean {
  return SHAPE.test(text);
}

/** SHA-256 of a secret. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
