import { useTranslation } from 'react-i18next';
import type { TagId } from '../../../shared/contract/ids.ts';
import type { TagRecord } from '../../../shared/contract/records.ts';
import { classNames } from '../../ui/class-names.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import chip from '../admin/tags/tag-chip.module.css';
import css from './inbox-row.module.css';

export interface RowTagsProps {
  readonly ids: readonly TagId[];
  readonly tags: ReadonlyMap<TagId, TagRecord>;
}

/** The tags of a conversation in little room: the first by its name, how many there are besides. */
export function RowTags(props: RowTagsProps) {
  const { t } = useTranslation('inbox');
  const own = props.ids.flatMap((id) => props.tags.get(id) ?? []);
  const [first] = own;
  if (first === undefined) return null;
  const names = own.map(({ name }) => name).join(', ');
  return (
    <span className={css['tags']} title={names}>
      <span className={css['tag']} aria-hidden="true">
        <span className={classNames(chip['dot'], chip[first.colour])} />
        <span className={css['tagName']}>{first.name}</span>
      </span>
      {own.length > 1 ? (
        <span aria-hidden="true">{t('tag.more', { count: own.length - 1 })}</span>
      ) : null}
      <VisuallyHidden>{t('tag.tagged', { names })}</VisuallyHidden>
    </span>
  );
}
