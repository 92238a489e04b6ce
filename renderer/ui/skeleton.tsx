import { classNames } from './class-names.ts';
import css from './skeleton.module.css';

export interface SkeletonProps {
  /** CSS lengths of what will stand there. */
  readonly width: string;
  readonly height?: string;
  readonly shape?: 'line' | 'round' | 'card';
  readonly className?: string;
}

/** The place of something that is being loaded. Appears only after 300 ms. */
export function Skeleton(props: SkeletonProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames(css['skeleton'], css[props.shape ?? 'line'], props.className)}
      style={{ width: props.width, height: props.height ?? '10px' }}
    />
  );
}
