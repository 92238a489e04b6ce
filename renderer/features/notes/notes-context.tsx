import { createContext, use, useMemo, type ReactNode } from 'react';
import type { NoteView } from '../../../shared/contract/bridge/notes.ts';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { MessageRecord } from '../../../shared/contract/records.ts';
import { useBridgeQuery } from '../../bridge/context.tsx';
import { placeNotes, type PlacedNotes } from './place-notes.ts';
import { NoteCard } from './note-card.tsx';

const NOTHING: PlacedNotes = { first: [], after: new Map() };
const NONE: readonly NoteView[] = [];
const NotesContext = createContext<PlacedNotes>(NOTHING);

/** Gives the notes of a conversation to the messages that they stand between. */
export function NotesProvider(props: {
  readonly conversationId: ConversationId;
  readonly messages: readonly MessageRecord[];
  /** Nothing older is left to be loaded. */
  readonly fromStart: boolean;
  /** Nothing newer is left to be loaded. */
  readonly toEnd: boolean;
  readonly children: ReactNode;
}) {
  const { conversationId, messages, fromStart, toEnd } = props;
  const { data } = useBridgeQuery('note.list', { conversationId });
  const notes = data?.notes ?? NONE;
  const placed = useMemo(
    () => (notes.length === 0 ? NOTHING : placeNotes(notes, messages, { fromStart, toEnd })),
    [notes, messages, fromStart, toEnd],
  );
  return <NotesContext value={placed}>{props.children}</NotesContext>;
}

function Cards(props: { readonly notes: readonly NoteView[] }) {
  return props.notes.map((view) => <NoteCard key={view.note.id} view={view} />);
}

/** The notes that were written after a message and before the next one. */
export function NotesAfter(props: { readonly id: MessageId }) {
  const notes = use(NotesContext).after.get(props.id);
  return notes === undefined ? null : <Cards notes={notes} />;
}

/** The notes that are older than every message. */
export function FirstNotes() {
  return <Cards notes={use(NotesContext).first} />;
}
