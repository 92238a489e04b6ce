import type { ReactNode } from 'react';
import css from './empty-state.module.css';

export interface EmptyStateProps {
  /** A lucide icon of 20 px. */
  readonly icon: ReactNode;
  readonly title: string;
  /** What this is for, or what to do. */
  readonly children?: ReactNode;
  /** The first step, as a button. */
  readonly action?: ReactNode;
}

/** What stands where there is nothing, or nothing could be loaded. */
export function EmptyState(props: EmptyStateProps) {
  return (
    <div className={css['empty']}>
      <span className={css['icon']} aria-hidden="true">
        {props.icon}
      </span>
      <p className={css['title']}>{props.title}</p>
      {props.children === undefined ? null : <p className={css['words']}>{props.children}</p>}
      {props.action === undefined ? null : <div className={css['action']}>{props.action}</div>}
    </div>
  );
}
