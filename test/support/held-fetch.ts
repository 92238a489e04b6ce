import { onTestFinished, vi } from 'vitest';

/**
 * Holds the answers to the first request whose address contains a word, for the running test;
 * everything else of `fetch` is as it is.
 *
 * @returns a promise of the server's answer being there, and a function that lets it through
 */
export function holdFetch(word: string): {
  readonly answered: Promise<void>;
  readonly release: () => void;
} {
  const answered = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const real = globalThis.fetch;
  let first = true;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const isHeld = first && url.includes(word);
    if (isHeld) first = false;
    const answer = await real(input, init);
    if (isHeld) {
      answered.resolve();
      await held.promise;
    }
    return answer;
  });
  onTestFinished(() => {
    held.resolve();
    spy.mockRestore();
  });
  return { answered: answered.promise, release: held.resolve };
}
