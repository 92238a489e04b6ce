import { Search as SearchIcon, X } from 'lucide-react';
import { lazy, Suspense, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useStable } from '../../ui/use-stable.ts';
import css from './search-pane.module.css';
import { useSearch } from './use-search.ts';

/** Loaded behind the first picture; the field itself must be there for the very next key. */
export const loadResults = () => import('./search-results.tsx');
const SearchResults = lazy(async () => ({ default: (await loadResults()).SearchResults }));

export interface SearchPaneProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** @param messageId null: the conversation at its end */
  readonly onOpen: (conversationId: ConversationId, messageId: MessageId | null) => void;
  readonly onClose: () => void;
  /** Another number: the field is wanted again. */
  readonly wish: number;
}

const LIST = 'search-results';
const rowId = (index: number) => `${LIST}-${index}`;

/** One field for customers and messages, and what it finds. */
export function SearchPane(props: SearchPaneProps) {
  const { t } = useTranslation('search');
  const { text } = props;
  const field = useRef<HTMLInputElement>(null);
  const search = useSearch(text);
  const { found } = search;
  const [cursor, setCursor] = useState({ text: '', index: 0 });
  const count =
    found === null ? 0 : found.conversations.length + found.notes.length + found.messages.length;
  // Another search begins at its first result.
  const index = Math.min(cursor.text === found?.text ? cursor.index : 0, Math.max(0, count - 1));

  // Before the next key comes, so that none of it goes astray.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [props.wish]);

  const open = useStable((at: number) => {
    if (found === null) return;
    setCursor({ text: found.text, index: at });
    const conversation = found.conversations[at];
    const note = found.notes[at - found.conversations.length];
    const message = found.messages[at - found.conversations.length - found.notes.length];
    if (conversation !== undefined) props.onOpen(conversation.conversation.id, null);
    else if (note !== undefined) props.onOpen(note.note.conversationId, note.nearId);
    else if (message !== undefined)
      props.onOpen(message.message.conversationId, message.message.id);
  });
  const move = (to: number) => {
    if (found === null || count === 0) return;
    const next = Math.min(count - 1, Math.max(0, to));
    setCursor({ text: found.text, index: next });
    document.querySelector(`#${rowId(next)}`)?.scrollIntoView({ block: 'nearest' });
    if (next > count - 5) search.loadMore();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(index + 1);
    else if (event.key === 'ArrowUp') move(index - 1);
    else if (event.key === 'PageDown') move(index + 8);
    else if (event.key === 'PageUp') move(index - 8);
    else if (event.key === 'Enter') open(index);
    else if (event.key === 'Escape' && text !== '') props.onText('');
    else if (event.key === 'Escape') props.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className={css['pane']}>
      <div className={css['head']}>
        <div className={css['box']}>
          <SearchIcon size={16} aria-hidden />
          <input
            ref={field}
            className={css['input']}
            type="text"
            role="combobox"
            aria-label={t('label')}
            aria-expanded={count > 0}
            aria-controls={LIST}
            aria-autocomplete="list"
            {...(count > 0 ? { 'aria-activedescendant': rowId(index) } : {})}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('placeholder')}
            value={text}
            onChange={(event) => props.onText(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <IconButton
          label={t('close')}
          shortcut="Escape"
          placement="bottom end"
          icon={<X size={16} aria-hidden />}
          onPress={props.onClose}
        />
      </div>
      <Suspense fallback={null}>
        <SearchResults
          id={LIST}
          rowId={rowId}
          typed={text}
          search={search}
          cursor={index}
          onOpen={open}
        />
      </Suspense>
    </search>
  );
}
