import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxItem, MessageFound } from '../../../shared/contract/bridge.ts';
import { useBridgeQuery, useSession } from '../../bridge/context.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { nameOf } from '../inbox/name-of.ts';
import { RowTime } from '../inbox/row-time.tsx';
import { markHits } from './mark-hits.ts';
import { Pieces } from './pieces.tsx';
import css from './search-pane.module.css';

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly isCursor: boolean;
  readonly onOpen: (index: number) => void;
}

export interface ConversationRowProps extends RowProps {
  readonly item: InboxItem;
  readonly text: string;
}

/** A customer who was found by name, company or number. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { t } = useTranslation('search');
  const { contact, conversation, sender } = props.item;
  const { name, company } = nameOf(contact);
  const second = [company, contact.phone].filter((one) => one !== null && one !== name);
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.isCursor}
      className={css['row']}
      onClick={() => props.onOpen(props.index)}
    >
      <Avatar name={name} size={32} />
      <span className={css['lines']}>
        <span className={css['line']}>
          <bdi className={css['name']}>
            <Pieces pieces={markHits(name, props.text)} />
          </bdi>
          {conversation.status === 'resolved' ? (
            <span className={css['quiet']}>{t('resolved')}</span>
          ) : null}
        </span>
        <span className={css['second']}>
          {second.length === 0 ? (
            sender.displayName
          ) : (
            <Pieces pieces={markHits(second.join(' · '), props.text)} />
          )}
        </span>
      </span>
    </div>
  );
});

/** Who wrote an outbound message, in one word; null for the customer's own. */
function useWriter(): (found: MessageFound) => string | null {
  const { t } = useTranslation('search');
  const { person: me } = useSession();
  const { data } = useBridgeQuery('people.list', {});
  return ({ message: { author, direction } }) => {
    if (direction === 'inbound') return null;
    if (author.personId === me.id) return t('you');
    const person = data?.people.find(({ id }) => id === author.personId);
    return person === undefined ? t('team') : (person.name.split(' ')[0] ?? person.name);
  };
}

export interface MessageFoundRowProps extends RowProps {
  readonly found: MessageFound;
}

/** A message that was found, with the text around the hit. */
export const MessageFoundRow = memo(function MessageFoundRow(props: MessageFoundRowProps) {
  const { t } = useTranslation('search');
  const writerOf = useWriter();
  const { item, message, snippet } = props.found;
  const { name, company } = nameOf(item.contact);
  const writer = writerOf(props.found);
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.isCursor}
      className={css['row']}
      data-message="found"
      onClick={() => props.onOpen(props.index)}
    >
      <Avatar name={name} size={32} />
      <span className={css['lines']}>
        <span className={css['line']}>
          <span className={css['names']}>
            <bdi className={css['name']}>{name}</bdi>
            {company === null ? null : <bdi className={css['quiet']}>{company}</bdi>}
          </span>
          <RowTime at={message.at} />
        </span>
        <span className={css['snippet']} dir="auto">
          {writer === null ? null : (
            <span className={css['writer']}>{t('wrote', { name: writer })} </span>
          )}
          <Pieces pieces={snippet} />
        </span>
      </span>
    </div>
  );
});
