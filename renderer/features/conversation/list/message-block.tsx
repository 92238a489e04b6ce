import { memo, useEffect, useRef, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import css from './message-block.module.css';
import { MessageItem } from './message-item.tsx';
import type { RowBlock } from './row-blocks.ts';
import type { Nearness } from './use-nearness.ts';

/** A guess for a row that was never drawn, in px. */
const ROW_GUESS = 56;

/** The heights of blocks that have been drawn, by their numbers, px. */
export type BlockHeights = Map<number, number>;

/** The room of a block, px: what it took when it was drawn, or a guess. */
export function roomOf(block: RowBlock, heights: BlockHeights): number {
  return heights.get(block.number) ?? block.rows.length * ROW_GUESS;
}

/** Whether a message is one of a block. */
export function isIn(block: RowBlock, id: MessageId | null): boolean {
  return id !== null && block.rows.some((row) => row.message.id === id);
}

/** What every block of the list is told. */
export interface BlockSurroundings {
  readonly nearness: Nearness | null;
  readonly activeId: MessageId | null;
  readonly flashingId: MessageId | null;
  /** A message that has to be drawn, wherever it is. */
  readonly wantedId: MessageId | null;
  readonly onFocus: (id: MessageId) => void;
}

export interface MessageBlockProps extends BlockSurroundings {
  readonly block: RowBlock;
  /** Where the height of the block is kept; the same object as long as the list is there. */
  readonly heights: BlockHeights;
}

/** Some messages of the list; only their room while they are far from what can be seen. */
export const MessageBlock = memo(function MessageBlock(props: MessageBlockProps) {
  const { block, heights, nearness } = props;
  const element = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(block.atOnce);
  const isShown = near || isIn(block, props.wantedId);
  const { number } = block;

  useEffect(() => {
    const watched = element.current;
    if (watched === null || nearness === null) return undefined;
    return nearness.watch(watched, 'block', (isNear) => {
      if (!isNear) heights.set(number, watched.offsetHeight);
      setNear(isNear);
    });
  }, [nearness, heights, number]);

  if (!isShown) {
    return <div ref={element} className={css['room']} style={{ height: roomOf(block, heights) }} />;
  }
  return (
    <div ref={element} className={css['block']}>
      {block.rows.map((row) => (
        <MessageItem
          key={row.message.id}
          row={row}
          isActive={row.message.id === props.activeId}
          isFlashing={row.message.id === props.flashingId}
          onFocus={props.onFocus}
        />
      ))}
    </div>
  );
});
