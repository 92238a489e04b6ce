import { Smartphone } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxItem } from '../../../shared/contract/bridge.ts';
import type { ConversationId, TagId } from '../../../shared/contract/ids.ts';
import type { TagRecord } from '../../../shared/contract/records.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { ColleagueSigns } from '../presence/colleague-signs.tsx';
import type { Colleague } from '../presence/colleagues.ts';
import { EntryPointChip } from '../window/entry-point-chip.tsx';
import { WindowSign } from '../window/window-sign.tsx';
import css from './inbox-row.module.css';
import { nameOf } from './name-of.ts';
import { previewOf } from './preview-of.ts';
import { RowPreview } from './row-preview.tsx';
import { RowSnooze } from './row-snooze.tsx';
import { RowTags } from './row-tags.tsx';
import { RowTime } from './row-time.tsx';

export interface InboxRowProps {
  readonly item: InboxItem;
  readonly density: 'comfortable' | 'compact';
  readonly id: string;
  readonly isOpen: boolean;
  readonly isCursor: boolean;
  /** Who else is in it at the moment. */
  readonly colleagues: readonly Colleague[];
  /** Every tag of the tenant. */
  readonly tags: ReadonlyMap<TagId, TagRecord>;
  readonly position: number;
  /** How many rows there are; -1: more than are known. */
  readonly setSize: number;
  readonly onOpen: (id: ConversationId) => void;
}

/** From this many on, a badge only says that there are many. */
const MANY = 100;

/** One conversation in the list. */
export const InboxRow = memo(function InboxRow(props: InboxRowProps) {
  const { t } = useTranslation('inbox');
  const { item, density } = props;
  const { conversation, contact, assignee } = item;
  const { name, company } = nameOf(contact);
  const unread = conversation.unreadCount;
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.isOpen}
      aria-posinset={props.position + 1}
      aria-setsize={props.setSize}
      className={css['row']}
      data-density={density}
      data-open={props.isOpen || undefined}
      data-cursor={props.isCursor || undefined}
      data-unread={unread > 0 || undefined}
      onClick={() => props.onOpen(conversation.id)}
    >
      <span className={css['who']}>
        <Avatar name={name} size={density === 'compact' ? 32 : 40} />
        {assignee === null ? null : (
          <Avatar
            name={assignee.name}
            size={density === 'compact' ? 16 : 20}
            className={css['assignee'] ?? ''}
          />
        )}
      </span>
      <span className={css['lines']}>
        <span className={css['line']}>
          <span className={css['title']}>
            <bdi className={css['name']}>{name}</bdi>
            {company === null ? null : <bdi className={css['company']}>{company}</bdi>}
            {conversation.tagIds.length === 0 ? null : (
              <RowTags ids={conversation.tagIds} tags={props.tags} />
            )}
          </span>
          <span className={css['when']}>
            <ColleagueSigns colleagues={props.colleagues} />
            <RowTime at={conversation.lastMessageAt} />
          </span>
        </span>
        <span className={css['line']}>
          <RowPreview preview={previewOf(item)} isUnread={unread > 0} />
          <span className={css['signs']}>
            {conversation.snooze === null ? null : <RowSnooze until={conversation.snooze.until} />}
            {conversation.entryPointEndsAt === null ? null : (
              <EntryPointChip conversation={conversation} size="list" />
            )}
            {conversation.channel === 'sms' ? (
              <span className={css['sms']}>
                <Smartphone size={14} aria-hidden />
                {t('sms')}
              </span>
            ) : (
              <WindowSign conversation={conversation} size="list" />
            )}
            {unread > 0 ? (
              <span className={css['badge']}>
                <span aria-hidden="true">{unread < MANY ? unread : t('many')}</span>
                <VisuallyHidden>{t('unread', { count: unread })}</VisuallyHidden>
              </span>
            ) : null}
          </span>
        </span>
        {assignee === null ? null : (
          <VisuallyHidden>{t('assignedTo', { name: assignee.name })}</VisuallyHidden>
        )}
      </span>
    </div>
  );
});
