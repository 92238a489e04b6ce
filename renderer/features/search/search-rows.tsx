import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxItem, MessageFound, NoteFound } from '../../../shared/contract/bridge.ts';
import type { PersonId } from '../../../shared/contract/ids.ts';
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

/** Who wrote something of the team's, in one word. */
function useNames(): (id: PersonId | null) => string {
  const { t } = useTranslation('search');
  const { person: me } = useSession();
  const { data } = useBridgeQuery('people.list', {});
  return (id) => {
    if (id === me.id) return t('you');
    const person = data?.people.find((one) => one.id === id);
    return person === undefined ? t('team') : (person.name.split(' ')[0] ?? person.name);
  };
}

interface FoundRowProps extends RowProps {
  readonly kind: 'message' | 'note';
  readonly item: InboxItem;
  readonly at: number;
  /** Null: the customer. */
  readonly writer: string | null;
  readonly snippet: MessageFound['snippet'];
}

/** A text that was found, with what is around the hit. */
function FoundRow(props: FoundRowProps) {
  const { t } = useTranslation('search');
  const { name, company } = nameOf(props.item.contact);
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
          <RowTime at={props.at} />
        </span>
        <span className={css['snippet']} data-kind={props.kind} dir="auto">
          {props.writer === null ? null : (
            <span className={css['writer']}>{t('wrote', { name: props.writer })} </span>
          )}
          <Pieces pieces={props.snippet} />
        </span>
      </span>
    </div>
  );
}

export interface MessageFoundRowProps extends RowProps {
  readonly found: MessageFound;
}

/** A message that was found. */
export const MessageFoundRow = memo(function MessageFoundRow(props: MessageFoundRowProps) {
  const nameOfPerson = useNames();
  const { found, ...row } = props;
  const { item, message, snippet } = found;
  const writer = message.direction === 'inbound' ? null : nameOfPerson(message.author.personId);
  return <FoundRow {...row} kind="message" {...{ item, at: message.at, writer, snippet }} />;
});

export interface NoteFoundRowProps extends RowProps {
  readonly found: NoteFound;
}

/** A private note that was found: in the colour of notes. */
export const NoteFoundRow = memo(function NoteFoundRow(props: NoteFoundRowProps) {
  const nameOfPerson = useNames();
  const { found, ...row } = props;
  const { item, note, snippet } = found;
  const writer = nameOfPerson(note.authorId);
  return <FoundRow {...row} kind="note" {...{ item, at: note.at, writer, snippet }} />;
});
