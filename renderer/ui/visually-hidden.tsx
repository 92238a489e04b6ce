import type { ReactNode } from 'react';
import css from './visually-hidden.module.css';

/** Words for assistive technology only. */
export function VisuallyHidden(props: { readonly children: ReactNode }) {
  return <span className={css['hidden']}>{props.children}</span>;
}
