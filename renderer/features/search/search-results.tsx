import { CircleAlert, Search as SearchIcon, SearchX } from 'lucide-react';
import type { UIEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import css from './search-pane.module.css';
import { ConversationRow, MessageFoundRow, NoteFoundRow } from './search-rows.tsx';
import type { Search } from './use-search.ts';

/** So near to the end more is asked for, in px. */
const NEAR_END = 600;

export interface SearchResultsProps {
  readonly id: string;
  readonly rowId: (index: number) => string;
  readonly typed: string;
  readonly search: Search;
  readonly cursor: number;
  readonly onOpen: (index: number) => void;
}

/** What was found: customers first, then private notes, then messages from the newest on; or why nothing is here. */
export function SearchResults(props: SearchResultsProps) {
  const { t } = useTranslation('search');
  const wordsOf = useRefusalWords();
  const { search, cursor, rowId, onOpen } = props;
  const { found, error } = search;
  if (error !== null) {
    const { what, next } = wordsOf(error.refusal);
    return (
      <div className={css['body']}>
        <EmptyState
          icon={<CircleAlert size={20} />}
          title={what}
          action={<Button onPress={search.tryAgain}>{t('common:tryAgain')}</Button>}
        >
          {next}
        </EmptyState>
      </div>
    );
  }
  if (found === null) {
    return (
      <div className={css['body']}>
        {props.typed.trim() === '' ? (
          <EmptyState icon={<SearchIcon size={20} />} title={t('begin.title')}>
            {t('begin.words')}
          </EmptyState>
        ) : null}
      </div>
    );
  }
  const { conversations, notes, messages } = found;
  const count = conversations.length + notes.length + messages.length;
  const onScroll = (event: UIEvent<HTMLElement>) => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) search.loadMore();
  };
  return (
    <div className={css['body']} onScroll={onScroll} tabIndex={0}>
      <div role="status">
        <VisuallyHidden>{t(search.hasMore ? 'countMore' : 'count', { count })}</VisuallyHidden>
      </div>
      {count === 0 ? (
        <EmptyState icon={<SearchX size={20} />} title={t('nothing.title', { text: found.text })}>
          {t(found.complete ? 'nothing.words' : 'incomplete')}
        </EmptyState>
      ) : (
        <div id={props.id} role="listbox" aria-label={t('results')} className={css['results']}>
          {conversations.length === 0 ? null : (
            <div role="group" aria-label={t('customers')}>
              <div className={css['heading']} aria-hidden="true">
                {t('customers')}
              </div>
              {conversations.map((item, index) => (
                <ConversationRow
                  key={item.conversation.id}
                  id={rowId(index)}
                  index={index}
                  item={item}
                  text={found.text}
                  isCursor={index === cursor}
                  onOpen={onOpen}
                />
              ))}
            </div>
          )}
          {notes.length === 0 ? null : (
            <div role="group" aria-label={t('notes')}>
              <div className={css['heading']} aria-hidden="true">
                {t('notes')}
              </div>
              {notes.map((note, at) => {
                const index = conversations.length + at;
                return (
                  <NoteFoundRow
                    key={note.note.id}
                    id={rowId(index)}
                    index={index}
                    found={note}
                    isCursor={index === cursor}
                    onOpen={onOpen}
                  />
                );
              })}
            </div>
          )}
          {messages.length === 0 ? null : (
            <div role="group" aria-label={t('messages')}>
              <div className={css['heading']} aria-hidden="true">
                {t('messages')}
              </div>
              {messages.map((message, at) => {
                const index = conversations.length + notes.length + at;
                return (
                  <MessageFoundRow
                    key={message.message.id}
                    id={rowId(index)}
                    index={index}
                    found={message}
                    isCursor={index === cursor}
                    onOpen={onOpen}
                  />
                );
              })}
            </div>
          )}
        </div>
      )}
      {count > 0 && !found.complete && !search.hasMore ? (
        <p className={css['note']}>{t('incomplete')}</p>
      ) : null}
    </div>
  );
}
