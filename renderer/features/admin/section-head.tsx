import type { ReactNode } from 'react';
import css from './section-head.module.css';

export interface SectionHeadProps {
  readonly title: string;
  /** One sentence on what this is for. */
  readonly children: ReactNode;
  /** The one next step, as a button. */
  readonly action?: ReactNode;
}

/** What stands over each part of the admin area. */
export function SectionHead(props: SectionHeadProps) {
  return (
    <header className={css['head']}>
      <div className={css['words']}>
        <h2 className={css['title']}>{props.title}</h2>
        <p className={css['what']}>{props.children}</p>
      </div>
      {props.action}
    </header>
  );
}
