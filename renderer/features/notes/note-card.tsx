import { Clock, StickyNote, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NoteView } from '../../../shared/contract/bridge/notes.ts';
import { noteParts } from '../../../shared/domain/notes/mentions.ts';
import { useBridgeMutation, useBridgeQuery } from '../../bridge/context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useRelayNow } from '../window/use-relay-now.ts';
import { useConversationScope } from '../conversation/conversation-context.tsx';
import css from './notes.module.css';

function Body(props: { readonly view: NoteView; readonly names: ReadonlyMap<string, string> }) {
  const { note } = props.view;
  const named = note.mentionIds.map((id) => ({ id, name: props.names.get(id) ?? '' }));
  let from = 0;
  return noteParts(note.body ?? '', named).map((part) => {
    const key = from;
    from += part.text.length;
    return part.personId === null ? (
      part.text
    ) : (
      <strong key={key} className={css['mention']}>
        {part.text}
      </strong>
    );
  });
}

/** A private note in its place among the messages. */
export function NoteCard(props: { readonly view: NoteView }) {
  const { t } = useTranslation('notes');
  const { formats } = useConversationScope();
  const now = useRelayNow('minute');
  const { data } = useBridgeQuery('people.list', {});
  const remove = useBridgeMutation('note.remove');
  const { view } = props;
  const { note, waiting, removable } = view;
  const names = new Map<string, string>(data?.people.map(({ id, name }) => [id, name]) ?? []);
  const author = names.get(note.authorId) ?? '';
  const time = formats.near(note.at, now);
  return (
    <article
      className={css['card']}
      data-note={note.id}
      data-removed={note.body === null}
      aria-label={t('by', { name: author, time })}
    >
      <StickyNote className={css['icon']} size={16} aria-hidden />
      <div className={css['content']}>
        <p className={css['head']}>
          <span className={css['label']}>{t('note')}</span>
          <span>{author}</span>
          <time dateTime={new Date(note.at).toISOString()} title={formats.exact(note.at)}>
            {time}
          </time>
          {waiting ? (
            <span className={css['waiting']}>
              <Clock size={16} aria-hidden />
              {t('waiting')}
            </span>
          ) : null}
        </p>
        <p className={css['body']} dir="auto">
          {note.body === null ? (
            t('removed', { name: names.get(note.removedById ?? '') ?? '' })
          ) : (
            <Body view={view} names={names} />
          )}
        </p>
      </div>
      {removable ? (
        <IconButton
          size="small"
          label={t('remove')}
          className={css['remove'] ?? ''}
          icon={<Trash2 size={16} aria-hidden />}
          onPress={() => remove.mutate({ noteId: note.id, conversationId: note.conversationId })}
        />
      ) : null}
    </article>
  );
}
