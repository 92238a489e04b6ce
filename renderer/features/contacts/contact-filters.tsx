import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PersonId, TagId } from '../../../shared/contract/ids.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { useRecords } from '../../bridge/records.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { TagChip } from '../admin/tags/tag-chip.tsx';
import css from './contacts-pane.module.css';

function Trigger(props: { readonly words: string }) {
  return (
    <Button variant="quiet" size="small">
      <span className={css['picked']}>
        <span className={css['words']}>{props.words}</span>
        <ChevronDown size={16} aria-hidden />
      </span>
    </Button>
  );
}

/** Which tag the shown contacts carry. */
export function TagFilter(props: {
  readonly tagId: TagId | null;
  readonly onTag: (id: TagId | null) => void;
}) {
  const { t } = useTranslation('contacts');
  const tags = useRecords('tag').filter(({ id, archived }) => !archived || id === props.tagId);
  const chosen = tags.find(({ id }) => id === props.tagId);
  if (tags.length === 0) return null;
  return (
    <Menu label={t('filter.tag')} trigger={<Trigger words={chosen?.name ?? t('filter.anyTag')} />}>
      <MenuItem isChosen={props.tagId === null} onAction={() => props.onTag(null)}>
        {t('filter.anyTag')}
      </MenuItem>
      {tags.map((tag) => (
        <MenuItem
          key={tag.id}
          isChosen={tag.id === props.tagId}
          textValue={tag.name}
          onAction={() => props.onTag(tag.id)}
        >
          <TagChip tag={tag} />
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Who looks after the shown contacts. */
export function OwnerFilter(props: {
  readonly ownerId: PersonId | null;
  readonly onOwner: (id: PersonId | null) => void;
}) {
  const { t } = useTranslation('contacts');
  const { data } = useBridgeQuery('people.list', {});
  const people = data?.people ?? [];
  const chosen = people.find(({ id }) => id === props.ownerId);
  return (
    <Menu
      label={t('filter.owner')}
      trigger={<Trigger words={chosen?.name ?? t('filter.anyOwner')} />}
    >
      <MenuItem isChosen={props.ownerId === null} onAction={() => props.onOwner(null)}>
        {t('filter.anyOwner')}
      </MenuItem>
      {people.map((person) => (
        <MenuItem
          key={person.id}
          isChosen={person.id === props.ownerId}
          onAction={() => props.onOwner(person.id)}
        >
          {person.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
