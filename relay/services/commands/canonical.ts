import { createHash } from 'node:crypto';

/** JSON with its keys in order: the same value has the same text, however it was written. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** SHA-256 of a command's name and parsed input. */
export function hashCommand(name: string, input: unknown): Buffer {
  return createHash('sha256')
    .update(canonicalJson([name, input]))
    .digest();
}
