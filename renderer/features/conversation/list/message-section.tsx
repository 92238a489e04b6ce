import { memo, useEffect, useRef, useState } from 'react';
import css from './message-block.module.css';
import {
  MessageBlock,
  isIn,
  roomOf,
  type BlockHeights,
  type BlockSurroundings,
} from './message-block.tsx';
import type { RowSection } from './row-blocks.ts';

interface MessageSectionProps extends BlockSurroundings {
  readonly section: RowSection;
}

/**
 * Some blocks of the list; one piece of room while all of them are far from what can be seen, so
 * that a long list is not laid out, watched and painted block by block.
 */
const MessageSection = memo(function MessageSection(props: MessageSectionProps) {
  const { section, ...surroundings } = props;
  const { nearness, wantedId } = surroundings;
  const { blocks } = section;
  const element = useRef<HTMLDivElement>(null);
  const [heights] = useState<BlockHeights>(() => new Map());
  const [near, setNear] = useState(blocks.some((block) => block.atOnce));
  const isShown = near || blocks.some((block) => isIn(block, wantedId));

  useEffect(() => {
    const watched = element.current;
    if (watched === null || nearness === null) return undefined;
    return nearness.watch(watched, 'section', setNear);
  }, [nearness]);

  if (!isShown) {
    const height = blocks.reduce((sum, block) => sum + roomOf(block, heights), 0);
    return <div ref={element} className={css['room']} style={{ height }} />;
  }
  return (
    <div ref={element}>
      {blocks.map((block) => (
        <MessageBlock key={block.number} block={block} heights={heights} {...surroundings} />
      ))}
    </div>
  );
});

export interface MessageSectionsProps extends BlockSurroundings {
  readonly sections: readonly RowSection[];
}

/** All sections; not drawn anew while only the place of the list changes. */
export const MessageSections = memo(function MessageSections(props: MessageSectionsProps) {
  const { sections, ...surroundings } = props;
  return sections.map((section) => (
    <MessageSection key={section.number} section={section} {...surroundings} />
  ));
});
