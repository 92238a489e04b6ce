import type { ReactNode } from 'react';
import css from './fact.module.css';

/** A part of the panel with its heading; holds `Fact`s. */
export function Facts(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css['facts']}>
      <h3 className={css['title']}>{props.title}</h3>
      <dl className={css['list']}>{props.children}</dl>
    </section>
  );
}

/** One thing that is known, with its name. */
export function Fact(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css['fact']}>
      <dt className={css['factName']}>{props.name}</dt>
      <dd className={css['value']}>{props.children}</dd>
    </div>
  );
}
