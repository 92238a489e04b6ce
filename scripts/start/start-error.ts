/** Ends the start with a sentence for the person, and no stack. */
export class StartError extends Error {
  constructor(what: string, next: string) {
    super(`${what}\n${next}`);
    this.name = 'StartError';
  }
}
