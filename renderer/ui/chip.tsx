import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import css from './chip.module.css';

export interface ChipProps {
  readonly children: ReactNode;
  /** The four meanings and the accent are used for nothing else. */
  readonly tone?: 'neutral' | 'accent' | 'open' | 'closing' | 'closed' | 'note';
  /** A sign before the words, 12 to 16 px: a meaning is never told by colour alone. */
  readonly icon?: ReactNode;
  readonly className?: string;
}

/** A few words with a ground of their own. */
export function Chip(props: ChipProps) {
  return (
    <span className={classNames(css['chip'], css[props.tone ?? 'neutral'], props.className)}>
      {props.icon}
      <span className={css['words']}>{props.children}</span>
    </span>
  );
}
