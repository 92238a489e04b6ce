/** The newest month and the two before it, as `2026-11`. */
export function lastMonths(newest: string): readonly string[] {
  const [year = 0, month = 1] = newest.split('-').map(Number);
  return [0, 1, 2].map((back) =>
    new Date(Date.UTC(year, month - 1 - back)).toISOString().slice(0, 7),
  );
}
