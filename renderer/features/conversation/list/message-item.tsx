import { Copy, CornerUpLeft, Sparkles } from 'lucide-react';
import { memo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '../../../../shared/contract/ids.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { Bubble } from '../bubble/bubble.tsx';
import { FailureLine } from '../bubble/failure-line.tsx';
import { useConversationScope } from '../conversation-context.tsx';
import type { MessageRow } from '../model/rows.ts';
import { NotesAfter } from '../../notes/notes-context.tsx';
import { DaySeparator, NewLine } from './separators.tsx';
import css from './message-item.module.css';

/** The sign of what the assistant wrote. */
function AssistantSign() {
  const { t } = useTranslation('conversation');
  return (
    <span className={css['assistant']}>
      <Sparkles size={16} aria-hidden />
      <VisuallyHidden>{t('assistant')}</VisuallyHidden>
    </span>
  );
}

function Author(props: { readonly row: MessageRow }) {
  const { nameOf } = useConversationScope();
  const { message, endsGroup } = props.row;
  if (message.direction === 'inbound') return null;
  const name = nameOf(message);
  return (
    <span className={css['author']} title={endsGroup ? name : undefined}>
      {endsGroup && message.author.personId !== null ? <Avatar name={name} size={20} /> : null}
      {endsGroup && message.author.kind === 'assistant' ? <AssistantSign /> : null}
    </span>
  );
}

function Tools(props: { readonly row: MessageRow }) {
  const { t } = useTranslation('conversation');
  const { copy, reply } = useConversationScope();
  const { message } = props.row;
  const text = message.body ?? message.button?.text ?? null;
  return (
    <span className={css['tools']}>
      {message.status === 'cancelled' ? null : (
        <IconButton
          size="small"
          label={t('reply')}
          shortcut="R"
          icon={<CornerUpLeft size={16} aria-hidden />}
          onPress={() => reply(message)}
        />
      )}
      {text === null ? null : (
        <IconButton
          size="small"
          label={t('copy')}
          shortcut="C"
          icon={<Copy size={16} aria-hidden />}
          onPress={() => copy(message)}
        />
      )}
    </span>
  );
}

export interface MessageItemProps {
  readonly row: MessageRow;
  /** The one message of the list that Tab reaches. */
  readonly isActive: boolean;
  /** It was just jumped to. */
  readonly isFlashing: boolean;
  readonly onFocus: (id: MessageId) => void;
}

/** One message in the list, with what stands above it and what can be done with it. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { copy, formats, nameOf, reply, t } = useConversationScope();
  const { row } = props;
  const { message } = row;
  // A long list is drawn quickly because its buttons are only made when one can reach them.
  const [reached, setReached] = useState(false);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key !== 'r' && key !== 'c') return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'r') reply(message);
    else copy(message);
  }

  return (
    <div className={css['item']} data-starts={row.startsGroup}>
      {row.startsDay ? <DaySeparator at={message.at} day={row.day} /> : null}
      {row.startsNew ? <NewLine /> : null}
      <article
        className={css['message']}
        data-direction={message.direction}
        data-flash={props.isFlashing}
        data-message={message.id}
        tabIndex={props.isActive ? 0 : -1}
        aria-label={t('saidAt', { name: nameOf(message), time: formats.time(message.at) })}
        onPointerEnter={() => setReached(true)}
        onFocus={() => {
          setReached(true);
          props.onFocus(message.id);
        }}
        onKeyDown={onKeyDown}
      >
        <div className={css['line']}>
          <Bubble row={row} />
          <Author row={row} />
          {reached ? <Tools row={row} /> : null}
        </div>
        <FailureLine message={message} />
      </article>
      <NotesAfter id={message.id} />
    </div>
  );
});
