import { createHash } from 'node:crypto';

/** The kinds of identifier that the simulator hands out, by their two-letter prefix. */
export type SidPrefix = 'SM' | 'MM' | 'ME' | 'HX' | 'XE';

/**
 * Makes identifiers of Twilio's shape (two letters and 32 lower-case hexadecimal digits).
 * They follow from the seed, the number of the start and a counter, so that a run can be
 * repeated and a restart on the same log never hands out the same one again.
 */
export class SidSource {
  readonly #seed: string;
  #count = 0;

  constructor(seed: number, starts: number) {
    this.#seed = `${String(seed)}:${String(starts)}`;
  }

  /** The next identifier with this prefix, for this account. */
  next(prefix: SidPrefix, accountSid: string): string {
    this.#count += 1;
    return prefix + fingerprint(`${this.#seed}:${accountSid}:${prefix}:${String(this.#count)}`);
  }
}

/** 32 lower-case hexadecimal digits that follow from the text. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
