import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 random bits that fits into addresses and headers. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret to know it again. */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether this is the secret behind a digest; takes as long for a near miss as for any other. */
export function matches(given: string, kept: Buffer): boolean {
  return timingSafeEqual(digest(given), kept);
}
