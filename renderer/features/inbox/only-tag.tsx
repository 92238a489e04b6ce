import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TagId } from '../../../shared/contract/ids.ts';
import { useRecords } from '../../bridge/use-records.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TagChip } from '../admin/tags/tag-chip.tsx';
import css from './inbox-pane.module.css';

export interface OnlyTagProps {
  /** Null: nothing is left out, and nothing is shown. */
  readonly tagId: TagId | null;
  readonly onClear: () => void;
}

/** By which tag the list is narrowed, and the way back. */
export function OnlyTag(props: OnlyTagProps) {
  const { t } = useTranslation('inbox');
  const tag = useRecords('tag').find(({ id }) => id === props.tagId);
  if (props.tagId === null) return null;
  return (
    <p className={css['only']}>
      {t('tag.only')}
      {tag === undefined ? t('tag.unknown') : <TagChip tag={tag} />}
      <IconButton
        size="small"
        label={t('tag.clear')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onClear}
      />
    </p>
  );
}
