import type { ReactNode } from 'react';
import css from './contact-screen.module.css';

export interface PartProps {
  readonly title: string;
  /** A button at the end of its head. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a contact with its heading. */
export function Part(props: PartProps) {
  return (
    <section className={css['part']} aria-label={props.title}>
      <div className={css['partHead']}>
        <h3 className={css['partTitle']}>{props.title}</h3>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
