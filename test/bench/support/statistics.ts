/**
 * The value below which so many of the samples lie, by the nearest rank.
 *
 * @param share of the samples, such as 0.95
 * @throws {RangeError} without samples
 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('there are no samples');
  return found;
}

/** The middle of several runs. @throws {RangeError} without samples */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
