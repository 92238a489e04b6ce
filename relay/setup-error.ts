/**
 * A problem of this machine or its settings that ends the start. The message is for the
 * person who starts the relay: what happened, then what to do.
 */
export class SetupError extends Error {
  /**
   * @param what one sentence: what is wrong
   * @param next one sentence: what the person can do about it
   */
  constructor(what: string, next: string) {
    super(`${what} ${next}`);
    this.name = 'SetupError';
  }
}
