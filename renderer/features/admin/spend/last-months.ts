/** The newest month and those before it, as `2026-11`. @param count of all of them */
export function lastMonths(newest: string, count = 3): readonly string[] {
  const [year = 0, month = 1] = newest.split('-').map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back)).toISOString().slice(0, 7),
  );
}
