import { InboxSkeleton } from '../features/inbox/inbox-skeleton.tsx';
import css from './frame-skeleton.module.css';

/** The geometry of the frame before anything is known. */
export function FrameSkeleton() {
  return (
    <div className={css['frame']} aria-hidden="true">
      <div className={css['rail']} />
      <div className={css['list']}>
        <InboxSkeleton density="comfortable" />
      </div>
      <div className={css['main']} />
    </div>
  );
}
