import type { TagRecord } from '../../../../shared/contract/records.ts';
import { classNames } from '../../../ui/class-names.ts';
import css from './tag-chip.module.css';

/** A tag as it is shown everywhere: a dot in its colour, and its name. */
export function TagChip(props: { readonly tag: Pick<TagRecord, 'name' | 'colour'> }) {
  return (
    <span className={css['chip']}>
      <span className={classNames(css['dot'], css[props.tag.colour])} aria-hidden="true" />
      <span className={css['name']}>{props.tag.name}</span>
    </span>
  );
}
