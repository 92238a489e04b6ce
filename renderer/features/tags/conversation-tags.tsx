import { Tag } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import { useRecords } from '../../bridge/use-records.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useEarlyKeys } from '../../ui/use-early-keys.ts';
import { TagChip } from '../admin/tags/tag-chip.tsx';
import css from './conversation-tags.module.css';

const TagPicker = lazy(async () => ({ default: (await import('./tag-picker.tsx')).TagPicker }));

/** The tags of a conversation, as many as there is room for. */
export function ConversationTags(props: { readonly conversation: ConversationRecord }) {
  const { t } = useTranslation('team');
  const known = useRecords('tag');
  const own = props.conversation.tagIds.flatMap((id) => known.find((tag) => tag.id === id) ?? []);
  if (own.length === 0) return null;
  return (
    <ul className={css['tags']} aria-label={t('tags.label')}>
      {own.map((tag) => (
        <li key={tag.id} className={css['tag']}>
          <TagChip tag={tag} />
        </li>
      ))}
    </ul>
  );
}

export interface TagButtonProps {
  readonly conversation: ConversationRecord;
  /** Opened by a key. */
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The button that opens the tags to choose from. */
export function TagButton(props: TagButtonProps) {
  const { t } = useTranslation('team');
  const [query, setQuery] = useState('');
  useEarlyKeys(props.isOpen, (character) => setQuery((now) => now + character));
  const change = (open: boolean) => {
    setQuery('');
    props.onOpenChange(open);
  };
  return (
    <DialogTrigger isOpen={props.isOpen} onOpenChange={change}>
      <IconButton
        label={t('tags.change')}
        shortcut="T"
        placement="bottom"
        icon={<Tag size={20} aria-hidden />}
      />
      <Popover className={css['popover'] ?? ''} placement="bottom end" offset={4}>
        <Dialog className={css['dialog'] ?? ''} aria-label={t('tags.change')}>
          <Suspense fallback={<div className={css['room']} />}>
            <TagPicker conversation={props.conversation} query={query} onQuery={setQuery} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
