import type { MessageRow } from '../model/rows.ts';

/** Rows that are drawn, or left out, together. */
export interface RowBlock {
  /** Stays the same for the same rows while older and newer ones come. */
  readonly number: number;
  readonly rows: readonly MessageRow[];
  /** How many blocks come after it. */
  readonly fromEnd: number;
}

/** Rows per block. */
const BLOCK = 24;

/**
 * Cuts the rows into blocks.
 *
 * @param older how many rows have come before the one that was first when the list was opened
 */
export function rowBlocks(rows: readonly MessageRow[], older: number): readonly RowBlock[] {
  const blocks = new Map<number, MessageRow[]>();
  for (const [index, row] of rows.entries()) {
    const number = Math.floor((index - older) / BLOCK);
    const block = blocks.get(number);
    if (block === undefined) blocks.set(number, [row]);
    else block.push(row);
  }
  const last = blocks.size - 1;
  return [...blocks].map(([number, block], index) => ({
    number,
    rows: block,
    fromEnd: last - index,
  }));
}
