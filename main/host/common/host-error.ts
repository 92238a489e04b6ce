/** Ends the start of a host with a sentence for the person, and no stack. */
export class HostError extends Error {
  constructor(what: string, next: string) {
    super(`${what}\n${next}`);
    this.name = 'HostError';
  }
}
