import {
  AlarmClock,
  CircleCheck,
  Clock,
  Inbox,
  Lock,
  MailOpen,
  Tag,
  UserCheck,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxFilter } from '../../../shared/contract/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

const ICONS: Readonly<Record<InboxFilter, ReactNode>> = {
  all: <Inbox size={20} />,
  mine: <UserCheck size={20} />,
  unassigned: <Users size={20} />,
  unread: <MailOpen size={20} />,
  closing: <Clock size={20} />,
  closed: <Lock size={20} />,
  snoozed: <AlarmClock size={20} />,
  resolved: <CircleCheck size={20} />,
};

export interface InboxEmptyProps {
  readonly filter: InboxFilter;
  /** The list is narrowed by a tag. */
  readonly isTagged: boolean;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly onTag: (tagId: null) => void;
}

/** What this part of the inbox is for, where nothing is in it. */
export function InboxEmpty(props: InboxEmptyProps) {
  const { t } = useTranslation('inbox');
  const { filter } = props;
  if (props.isTagged) {
    return (
      <EmptyState
        icon={<Tag size={20} />}
        title={t('empty.tagged.title')}
        action={<Button onPress={() => props.onTag(null)}>{t('tag.clear')}</Button>}
      >
        {t('empty.tagged.words')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={ICONS[filter]}
      title={t(`empty.${filter}.title`)}
      action={
        filter === 'all' ? undefined : (
          <Button onPress={() => props.onFilter('all')}>{t('empty.showAll')}</Button>
        )
      }
    >
      {t(`empty.${filter}.words`)}
    </EmptyState>
  );
}
