import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../../shared/contract/bridge.ts';
import { useSession } from '../../bridge/context.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import css from './owner-hint.module.css';

/** Above the composer of a conversation that somebody else looks after: whose it is. */
export function OwnerHint(props: { readonly view: ConversationView; readonly onTake: () => void }) {
  const { t } = useTranslation('conversation');
  const { person: me } = useSession();
  const { assignee, conversation } = props.view;
  if (assignee === null || assignee.id === me.id || conversation.status !== 'open') return null;
  return (
    <div className={css['hint']}>
      <Avatar name={assignee.name} size={20} />
      <span className={css['words']}>{t('owner.other', { name: assignee.name })}</span>
      <Button variant="quiet" size="small" onPress={props.onTake}>
        {t('owner.take')}
      </Button>
    </div>
  );
}
