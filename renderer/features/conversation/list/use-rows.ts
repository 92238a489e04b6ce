import { useRef, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { messageRows, type MessageRow } from '../model/rows.ts';
import { rowBlocks, type RowBlock } from './row-blocks.ts';

/** The rows, each the same object as before where nothing of it has changed. */
export function useRows(
  messages: readonly MessageRecord[],
  newFrom: MessageId | null,
  timeZone: string,
): readonly MessageRow[] {
  const before = useRef<ReadonlyMap<string, MessageRow>>(new Map());
  const [made, setMade] = useState<{
    readonly from: readonly unknown[];
    readonly rows: readonly MessageRow[];
  }>({ from: [], rows: [] });
  const from = [messages, newFrom, timeZone];
  if (from.every((value, index) => value === made.from[index])) return made.rows;
  const rows = messageRows(messages, newFrom, timeZone).map((row) => {
    const old = before.current.get(row.message.id);
    return old !== undefined && sameRow(old, row) ? old : row;
  });
  before.current = new Map(rows.map((row) => [row.message.id, row]));
  setMade({ from, rows });
  return rows;
}

function sameRow(left: MessageRow, right: MessageRow): boolean {
  return (
    left.message === right.message &&
    left.day === right.day &&
    left.startsDay === right.startsDay &&
    left.startsNew === right.startsNew &&
    left.startsGroup === right.startsGroup &&
    left.endsGroup === right.endsGroup
  );
}

/** What the header above the list and the composer below it take at the least, px. */
const AROUND = 150;

/** The blocks of the rows, each the same object as before where nothing of it has changed. */
export function useBlocks(rows: readonly MessageRow[], older: number): readonly RowBlock[] {
  const [made, setMade] = useState<{
    readonly rows: readonly MessageRow[];
    readonly older: number;
    readonly blocks: readonly RowBlock[];
  }>({ rows: [], older: 0, blocks: [] });
  if (made.rows === rows && made.older === older) return made.blocks;
  const blocks = rowBlocks(rows, older, window.innerHeight - AROUND, made.blocks);
  setMade({ rows, older, blocks });
  return blocks;
}
