import type { MessageRow } from '../model/rows.ts';

/** Rows that are drawn, or left out, together. */
export interface RowBlock {
  /** Stays the same for the same rows while older and newer ones come. */
  readonly number: number;
  readonly rows: readonly MessageRow[];
  /** It is so near the end that it is drawn before anything is measured. */
  readonly atOnce: boolean;
}

/** Rows per block. */
const BLOCK = 8;
/** So many rows from the end on fill the highest screen that is common. */
const AT_ONCE = 20;

function sameBlock(left: RowBlock, right: RowBlock): boolean {
  return (
    left.atOnce === right.atOnce &&
    left.rows.length === right.rows.length &&
    left.rows.every((row, index) => row === right.rows[index])
  );
}

/**
 * Cuts the rows into blocks.
 *
 * @param older how many rows have come before the one that was first when the list was opened
 * @param before the blocks so far: one that has not changed stays the same object
 */
export function rowBlocks(
  rows: readonly MessageRow[],
  older: number,
  before: readonly RowBlock[] = [],
): readonly RowBlock[] {
  const blocks = new Map<number, MessageRow[]>();
  for (const [index, row] of rows.entries()) {
    const number = Math.floor((index - older) / BLOCK);
    const block = blocks.get(number);
    if (block === undefined) blocks.set(number, [row]);
    else block.push(row);
  }
  const known = new Map(before.map((block) => [block.number, block]));
  let left = rows.length;
  return [...blocks].map(([number, block]) => {
    left -= block.length;
    const made = { number, rows: block, atOnce: left < AT_ONCE };
    const old = known.get(number);
    return old !== undefined && sameBlock(old, made) ? old : made;
  });
}
