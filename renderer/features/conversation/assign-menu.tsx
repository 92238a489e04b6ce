import { ChevronDown, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, PersonId } from '../../../shared/contract/ids.ts';
import type { PersonRecord } from '../../../shared/contract/records.ts';
import { useBridgeMutation, useBridgeQuery, useSession } from '../../bridge/context.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { announceFailure } from '../../ui/toasts.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import css from './conversation-header.module.css';

export interface AssignMenuProps {
  readonly conversationId: ConversationId;
  readonly assignee: PersonRecord | null;
}

/** Who looks after the conversation, and the menu that changes it. */
export function AssignMenu(props: AssignMenuProps) {
  const { t } = useTranslation('conversation');
  const { person: me } = useSession();
  const { data } = useBridgeQuery('people.list', {});
  const assign = useBridgeMutation('conversation.assign');
  const { assignee, conversationId } = props;
  const others = (data?.people ?? [])
    .filter((person) => person.active && person.id !== me.id)
    .toSorted((left, right) => left.name.localeCompare(right.name));

  function give(assigneeId: PersonId | null) {
    if (assigneeId === (assignee?.id ?? null)) return;
    assign.mutate(
      { conversationId, assigneeId },
      { onError: ({ refusal }) => announceFailure(refusal.what, refusal.next) },
    );
  }

  return (
    <Menu
      label={t('assign.menu')}
      placement="bottom end"
      trigger={
        <Button
          variant="quiet"
          size="small"
          className={css['assign'] ?? ''}
          icon={
            assignee === null ? (
              <UserRound size={16} aria-hidden />
            ) : (
              <Avatar name={assignee.name} size={20} />
            )
          }
        >
          <span className={css['assignWords']}>
            {assignee === null ? null : <VisuallyHidden>{t('assign.assignedTo')}</VisuallyHidden>}
            <span className={css['assignName']}>{assignee?.name ?? t('assign.assign')}</span>
            <ChevronDown size={16} aria-hidden />
          </span>
        </Button>
      }
    >
      <MenuItem
        icon={<Avatar name={me.name} size={20} />}
        isChosen={assignee?.id === me.id}
        onAction={() => give(me.id)}
      >
        {t('assign.toMe', { name: me.name })}
      </MenuItem>
      {others.map((person) => (
        <MenuItem
          key={person.id}
          icon={<Avatar name={person.name} size={20} />}
          isChosen={assignee?.id === person.id}
          onAction={() => give(person.id)}
        >
          {person.name}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem
        icon={<UserRound size={20} aria-hidden />}
        isChosen={assignee === null}
        onAction={() => give(null)}
      >
        {t('assign.nobody')}
      </MenuItem>
    </Menu>
  );
}
