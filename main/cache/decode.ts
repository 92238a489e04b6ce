declare const content: unique symbol;

/** JSON of a `T`, as a column holds it. */
export type Json<T> = string & { readonly [content]?: T };

/**
 * Reads JSON that this cache wrote itself. It was parsed by its schema before it was written,
 * and what leaves the core is parsed once more at the bridge.
 */
export function decode<T>(json: Json<T>): T {
  const value: T = JSON.parse(json);
  return value;
}
