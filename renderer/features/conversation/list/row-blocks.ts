import type { MessageRow } from '../model/rows.ts';

/** Rows that are drawn, or left out, together. */
export interface RowBlock {
  /** Stays the same for the same rows while older and newer ones come. */
  readonly number: number;
  readonly rows: readonly MessageRow[];
  /** It may be in sight where the list stands at its end: it is drawn before anything is measured. */
  readonly atOnce: boolean;
}

/** Blocks that lie together: of a long conversation most are one piece of room, not many. */
export interface RowSection {
  /** Stays the same for the same rows, as the blocks' numbers do. */
  readonly number: number;
  readonly blocks: readonly RowBlock[];
}

/** Rows per block. */
const BLOCK = 8;
/** Blocks per section. */
const SECTION = 16;
/* What a row takes at the least, px: one line inside a group, and what each other thing adds. */
const ROW = 36;
const GROUP_START = 6;
const DAY_START = 40;
const LINE = 20;

function leastHeight({ message, startsGroup, startsDay }: MessageRow): number {
  const lines = message.body === null ? 1 : message.body.split('\n').length;
  return ROW + (lines - 1) * LINE + (startsGroup ? GROUP_START : 0) + (startsDay ? DAY_START : 0);
}

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
 * @param room the height of what can be seen, or more, px
 * @param before the blocks so far: one that has not changed stays the same object
 */
export function rowBlocks(
  rows: readonly MessageRow[],
  older: number,
  room: number,
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
  let below = 0;
  const fromEnd = [...blocks].toReversed().map(([number, block]) => {
    const made = { number, rows: block, atOnce: below < room };
    if (made.atOnce) for (const row of block) below += leastHeight(row);
    const old = known.get(number);
    return old !== undefined && sameBlock(old, made) ? old : made;
  });
  return fromEnd.toReversed();
}

/**
 * Puts the blocks into sections.
 *
 * @param before the sections so far: one that has not changed stays the same object
 */
export function rowSections(
  blocks: readonly RowBlock[],
  before: readonly RowSection[] = [],
): readonly RowSection[] {
  const sections = new Map<number, RowBlock[]>();
  for (const block of blocks) {
    const number = Math.floor(block.number / SECTION);
    const section = sections.get(number);
    if (section === undefined) sections.set(number, [block]);
    else section.push(block);
  }
  const known = new Map(before.map((section) => [section.number, section]));
  return [...sections].map(([number, own]) => {
    const old = known.get(number);
    const same =
      old !== undefined &&
      old.blocks.length === own.length &&
      old.blocks.every((block, index) => block === own[index]);
    return same ? old : { number, blocks: own };
  });
}
