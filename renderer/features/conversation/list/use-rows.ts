import { useRef, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../../shared/contract/records.ts';
import { messageRows, type MessageRow } from '../model/rows.ts';
import { rowBlocks, rowSections, type RowBlock, type RowSection } from './row-blocks.ts';

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

/** The sections of the rows, each the same object as before where nothing of it has changed. */
export function useSections(rows: readonly MessageRow[], older: number): readonly RowSection[] {
  const [made, setMade] = useState<{
    readonly rows: readonly MessageRow[];
    readonly older: number;
    readonly blocks: readonly RowBlock[];
    readonly sections: readonly RowSection[];
  }>({ rows: [], older: 0, blocks: [], sections: [] });
  if (made.rows === rows && made.older === older) return made.sections;
  const blocks = rowBlocks(rows, older, window.innerHeight - AROUND, made.blocks);
  const sections = rowSections(blocks, made.sections);
  setMade({ rows, older, blocks, sections });
  return sections;
}
