/** One row of a benchmark; the names and goals are those of docs/performance.md. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | 'MB' | 'kB' | 'frames' | 'per s';
  /** null: only reported. */
  readonly goal: number | null;
  /** Which way is good. */
  readonly better: 'higher' | 'lower';
}

/**
 * Writes the rows for people, then, as the last line, one line of JSON for programs.
 *
 * @param bench which benchmark this was
 */
export function report(
  bench: 'relay' | 'cache' | 'app' | 'people' | 'billing' | 'template-advice' | 'templates',
  rows: readonly Row[],
): void {
  const results = rows.map((row) => ({ ...row, value: Number(row.value.toPrecision(4)) }));
  for (const { name, value, unit, goal, better } of results) {
    const line = `${name.padEnd(34)} ${String(value).padStart(9)} ${unit}`;
    if (goal === null) {
      console.log(`        ${line}`);
      continue;
    }
    const met = better === 'higher' ? value >= goal : value <= goal;
    const sign = better === 'higher' ? '≥' : '≤';
    console.log(`${met ? 'met   ' : 'MISSED'}  ${line} (goal ${sign} ${String(goal)})`);
  }
  console.log(JSON.stringify({ bench, results }));
}
