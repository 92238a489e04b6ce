import { Check } from 'lucide-react';
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { useTranslation } from 'react-i18next';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import { useRecords } from '../../bridge/use-records.ts';
import { TextField } from '../../ui/text-field.tsx';
import { meansFirst } from '../../ui/enter-first.ts';
import { TagChip } from '../admin/tags/tag-chip.tsx';
import { useTeamCommands } from '../conversation/use-team-commands.ts';
import css from './tag-picker.module.css';

export interface TagPickerProps {
  readonly conversation: ConversationRecord;
  /** What is searched for. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** Every tag that can be put on the conversation, found by typing, put on and taken off by Enter. */
export function TagPicker(props: TagPickerProps) {
  const { t } = useTranslation('team');
  const { contains } = useFilter({ sensitivity: 'base' });
  const { changeTags } = useTeamCommands();
  const own = new Set(props.conversation.tagIds);
  const tags = useRecords('tag')
    .filter(({ id, archived }) => !archived || own.has(id))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  if (tags.length === 0) return <p className={css['empty']}>{t('tags.none')}</p>;
  return (
    <Autocomplete filter={contains} inputValue={props.query} onInputChange={props.onQuery}>
      <div
        className={css['field']}
        onKeyDownCapture={(event) => {
          const first = tags.find(({ name }) => contains(name, props.query));
          if (first === undefined || !meansFirst(event)) return;
          event.preventDefault();
          const [add, remove] = own.has(first.id) ? [[], [first]] : [[first], []];
          changeTags(props.conversation, { add, remove });
        }}
      >
        <TextField label={t('tags.find')} labelHidden placeholder={t('tags.find')} autoFocus />
      </div>
      <ListBox
        className={css['list'] ?? ''}
        aria-label={t('tags.all')}
        selectionMode="multiple"
        // Escape is to close the picker, not to take every tag off.
        escapeKeyBehavior="none"
        selectedKeys={own}
        renderEmptyState={() => <p className={css['empty']}>{t('tags.notFound')}</p>}
        onSelectionChange={(keys) => {
          if (keys === 'all') return;
          changeTags(props.conversation, {
            add: tags.filter(({ id }) => keys.has(id) && !own.has(id)),
            remove: tags.filter(({ id }) => !keys.has(id) && own.has(id)),
          });
        }}
      >
        {tags.map((tag) => (
          <ListBoxItem key={tag.id} id={tag.id} textValue={tag.name} className={css['item'] ?? ''}>
            <span className={css['tick']}>
              {own.has(tag.id) ? <Check size={16} aria-hidden /> : null}
            </span>
            <TagChip tag={tag} />
          </ListBoxItem>
        ))}
      </ListBox>
    </Autocomplete>
  );
}
