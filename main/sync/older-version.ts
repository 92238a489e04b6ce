/**
 * Whether a version such as `0.1.0` is older than another. What follows a hyphen or plus is
 * left out; a part that is no number counts as 0.
 */
export function olderVersion(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) =>
    (text.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0),
  );
  for (let index = 0; index < 3; index += 1) {
    const difference = (one?.[index] ?? 0) - (other?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
