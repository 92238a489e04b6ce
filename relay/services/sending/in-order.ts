/** Sorted by a key; what has the same one stays in its order. */
export function inOrder<T>(list: readonly T[], key: (one: T) => string): T[] {
  return list.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === b) return 0;
    return a < b ? -1 : 1;
  });
}
