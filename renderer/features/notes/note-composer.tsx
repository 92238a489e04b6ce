import { StickyNote } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, Draft } from '../../../shared/contract/bridge.ts';
import { MAX_MENTIONS, MAX_NOTE_LENGTH } from '../../../shared/contract/commands/notes.ts';
import { type NoteId, noteId } from '../../../shared/contract/ids.ts';
import { mentionsIn, nameBeingTyped } from '../../../shared/domain/notes/mentions.ts';
import {
  useBootstrap,
  useBridgeMutation,
  useBridgeQuery,
  useSession,
} from '../../bridge/context.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { GrowingText, type GrowingTextHandle } from '../composer/growing-text.tsx';
import { isSendKey, keyOf } from '../composer/send-key.ts';
import type { DraftControl } from '../composer/use-draft.ts';
import css from './notes.module.css';

const MOST_OFFERED = 8;

export interface NoteComposerProps {
  readonly view: ConversationView;
  readonly draft: Draft;
  readonly control: DraftControl;
}

/**
 * Where a private note is written. It shares nothing with the reply but the place: it reads and
 * writes the draft's `note` alone, and gives it by `note.add`.
 */
export function NoteComposer(props: NoteComposerProps) {
  const { t } = useTranslation('notes');
  const { settings } = useBootstrap();
  const me = useSession().person.id;
  const { view, draft, control } = props;
  const text = draft.note ?? '';
  const { data } = useBridgeQuery('people.list', {});
  const colleagues = data?.people.filter(({ id, active }) => active && id !== me) ?? [];
  const listId = useId();
  const countId = useId();
  const field = useRef<GrowingTextHandle>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  // The same note again, should the answer to the first try be lost.
  const [given, setGiven] = useState<{ readonly id: NoteId; readonly text: string } | null>(null);
  const add = useBridgeMutation('note.add');
  const offered =
    typed === null
      ? []
      : colleagues
          .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()) && name !== typed)
          .slice(0, MOST_OFFERED);
  const active = offered[Math.min(chosen, offered.length - 1)];
  const left = MAX_NOTE_LENGTH - text.length;
  const sendable = text.trim() !== '' && left >= 0 && !add.isPending;

  function setText(next: string) {
    control.change((now) => ({ ...now, note: next === '' ? undefined : next }));
    const cursor = field.current?.cursor() ?? next.length;
    setTyped(nameBeingTyped(next, cursor));
    setChosen(0);
  }

  function insertName(person: { readonly name: string }) {
    const rest = typed?.length ?? 0;
    setTyped(null);
    field.current?.insert(`${person.name} `, rest);
    field.current?.focus();
    requestAnimationFrame(() => setTyped(null));
  }

  function save() {
    if (!sendable) return;
    const id = given?.text === text ? given.id : noteId.parse(crypto.randomUUID());
    setGiven({ id, text });
    control.flush();
    const mentionIds = mentionsIn(text, colleagues).slice(0, MAX_MENTIONS);
    add.mutate(
      { noteId: id, conversationId: view.conversation.id, body: text, mentionIds },
      {
        onSuccess: () => {
          setGiven(null);
          // What was typed while it was on its way stays.
          control.change((now) => (now.note === text ? { ...now, note: undefined } : now));
          control.flush();
        },
      },
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const { key } = event;
    if (active !== undefined) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step !== undefined || key === 'Enter' || key === 'Tab' || key === 'Escape') {
        event.preventDefault();
        if (key === 'Escape') event.stopPropagation();
        if (step !== undefined) setChosen((chosen + step + offered.length) % offered.length);
        else if (key === 'Escape') setTyped(null);
        else insertName(active);
        return;
      }
    }
    const press = { ...keyOf(event), isComposing: event.nativeEvent.isComposing };
    if (!isSendKey(press, settings.sendWith)) return;
    event.preventDefault();
    save();
  }

  return (
    <div className={css['composer']} data-note-composer="">
      {active === undefined ? null : (
        <ul id={listId} className={css['people']} role="listbox" aria-label={t('colleagues')}>
          {offered.map((person) => (
            <li
              key={person.id}
              id={`${listId}-${person.id}`}
              className={css['person']}
              role="option"
              aria-selected={person === active}
              onPointerDown={(event) => {
                event.preventDefault();
                insertName(person);
              }}
            >
              <Avatar name={person.name} size={20} />
              {person.name}
            </li>
          ))}
        </ul>
      )}
      <GrowingText
        ref={field}
        label={t('label')}
        value={text}
        placeholder={t('placeholder')}
        describedBy={countId}
        isInvalid={left < 0}
        popup={active === undefined ? null : { listId, activeId: `${listId}-${active.id}` }}
        onChange={setText}
        onBlur={() => {
          setTyped(null);
          control.flush();
        }}
        onKeyDown={onKeyDown}
        onPaste={() => undefined}
      />
      <div className={css['foot']}>
        <span id={countId}>
          {add.error === null
            ? left < 0
              ? t('tooLong', { count: -left })
              : t('onlyTeam')
            : add.error.refusal.what}
        </span>
        <span className={css['space']} />
        <IconButton
          label={t('save')}
          shortcut={settings.sendWith === 'enter' ? 'Enter' : 'Mod+Enter'}
          className={css['send'] ?? ''}
          isDisabled={!sendable}
          icon={<StickyNote size={16} aria-hidden />}
          onPress={save}
        />
      </div>
    </div>
  );
}
