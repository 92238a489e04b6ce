import { Eye, PenLine } from 'lucide-react';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import css from './header-colleagues.module.css';
import { useColleaguesIn } from './use-colleagues.ts';
import { useColleagueWords } from './use-colleague-words.ts';

/** Which colleagues look at a conversation or write in it, in one quiet sentence. */
export function HeaderColleagues(props: { readonly conversationId: ConversationId }) {
  const colleagues = useColleaguesIn(props.conversationId);
  const words = useColleagueWords()(colleagues);
  const Icon = colleagues[0]?.typing === true ? PenLine : Eye;
  return (
    <span className={css['place']} role="status">
      {words === null ? null : (
        <span className={css['colleagues']} title={words}>
          <Icon size={14} aria-hidden />
          <span className={css['words']}>{words}</span>
        </span>
      )}
    </span>
  );
}
