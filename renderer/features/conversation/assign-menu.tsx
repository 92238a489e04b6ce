import { ChevronDown, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import type { PersonRecord } from '../../../shared/contract/records.ts';
import { useBridgeQuery, useSession } from '../../bridge/context.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { Shortcut } from '../../ui/shortcut.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import css from './conversation-header.module.css';
import { useCommands } from './use-commands.ts';

export interface AssignMenuProps {
  readonly view: ConversationView;
  /** Opened by a key. */
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Who looks after the conversation, and the menu that changes it. */
export function AssignMenu(props: AssignMenuProps) {
  const { t } = useTranslation('conversation');
  const { person: me } = useSession();
  const { data } = useBridgeQuery('people.list', {});
  const commands = useCommands();
  const { assignee } = props.view;
  const others = (data?.people ?? [])
    .filter((person) => person.active && person.id !== me.id)
    .toSorted((left, right) => left.name.localeCompare(right.name));
  const give = (person: PersonRecord | null) => commands.assign(props.view, person);

  return (
    <Menu
      label={t('assign.menu')}
      placement="bottom end"
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
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
        end={<Shortcut keys="M" />}
        onAction={() => give(me)}
      >
        {t('assign.toMe', { name: me.name })}
      </MenuItem>
      {others.map((person) => (
        <MenuItem
          key={person.id}
          icon={<Avatar name={person.name} size={20} />}
          isChosen={assignee?.id === person.id}
          onAction={() => give(person)}
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
