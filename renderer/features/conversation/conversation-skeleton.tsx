import { Skeleton } from '../../ui/skeleton.tsx';
import css from './conversation-skeleton.module.css';

const BUBBLES = [
  { id: 1, side: 'in', width: '58%', height: '34px' },
  { id: 2, side: 'in', width: '36%', height: '34px' },
  { id: 3, side: 'out', width: '52%', height: '54px' },
  { id: 4, side: 'in', width: '44%', height: '34px' },
  { id: 5, side: 'out', width: '30%', height: '34px' },
] as const;

/** The place of a conversation that is being loaded: header, bubbles and composer. */
export function ConversationSkeleton() {
  return (
    <>
      <div className={css['header']}>
        <Skeleton width="180px" height="14px" />
        <Skeleton width="120px" height="12px" />
      </div>
      <div className={css['bubbles']}>
        {BUBBLES.map(({ id, side, width, height }) => (
          <div key={id} data-side={side} className={css['line']}>
            <Skeleton width={width} height={height} shape="card" />
          </div>
        ))}
      </div>
      <div className={css['composer']}>
        <Skeleton width="100%" height="76px" shape="card" />
      </div>
    </>
  );
}
