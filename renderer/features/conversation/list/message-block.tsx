import { memo, useEffect, useRef, useState } from 'react';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { MessageItem } from './message-item.tsx';
import type { RowBlock } from './row-blocks.ts';
import type { Nearness } from './use-nearness.ts';

/** A guess for a row that was never drawn, in px. */
const ROW_GUESS = 56;

interface SharedProps {
  readonly nearness: Nearness | null;
  readonly activeId: MessageId | null;
  readonly flashingId: MessageId | null;
  /** A message that has to be drawn, wherever it is. */
  readonly wantedId: MessageId | null;
  readonly onFocus: (id: MessageId) => void;
}

interface MessageBlockProps extends SharedProps {
  readonly block: RowBlock;
}

/** Some messages of the list; only their room while they are far from what can be seen. */
const MessageBlock = memo(function MessageBlock(props: MessageBlockProps) {
  const { block, nearness, wantedId } = props;
  const { rows } = block;
  const element = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(block.atOnce);
  const [height, setHeight] = useState<number | null>(null);
  const wanted = wantedId !== null && rows.some((row) => row.message.id === wantedId);

  useEffect(() => {
    const watched = element.current;
    if (watched === null || nearness === null) return undefined;
    return nearness.watch(watched, (isNear) => {
      if (!isNear) setHeight(watched.offsetHeight);
      setNear(isNear);
    });
  }, [nearness]);

  if (!near && !wanted) {
    return <div ref={element} style={{ height: height ?? rows.length * ROW_GUESS }} />;
  }
  return (
    <div ref={element}>
      {rows.map((row) => (
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

export interface MessageBlocksProps extends SharedProps {
  readonly blocks: readonly RowBlock[];
}

/** All blocks; not drawn anew while only the place of the list changes. */
export const MessageBlocks = memo(function MessageBlocks(props: MessageBlocksProps) {
  const { blocks, ...shared } = props;
  return blocks.map((block) => <MessageBlock key={block.number} block={block} {...shared} />);
});
