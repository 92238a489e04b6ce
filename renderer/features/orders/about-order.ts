/* Beside the composer somebody says of which order they want to write; the composer listens. */

type Listener = (orderNumber: string) => void;

const listeners = new Set<Listener>();

/** The next message of the conversation that is open is about this order. */
export function writeAbout(orderNumber: string): void {
  for (const listener of listeners) listener(orderNumber);
}

/** Hears of which order is to be written. @returns ends it */
export function onWriteAbout(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
