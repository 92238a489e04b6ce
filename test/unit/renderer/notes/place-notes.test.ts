import { expect, it } from 'vitest';
import { conversationId, messageId, noteId, personId } from '../../../../shared/contract/ids.ts';
import { placeNotes } from '../../../../renderer/features/notes/place-notes.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const messages = [
  { id: messageId.parse(uuid(1)), at: 10 },
  { id: messageId.parse(uuid(2)), at: 20 },
];
const note = (at: number) => ({
  note: {
    id: noteId.parse(uuid(3)),
    conversationId: conversationId.parse(uuid(4)),
    authorId: personId.parse(uuid(5)),
    body: String(at),
    mentionIds: [],
    at,
    removedById: null,
  },
  waiting: false,
  removable: false,
});
const notes = [5, 10, 15, 25].map(note);
const placed = (stretch: { readonly fromStart: boolean; readonly toEnd: boolean }) => {
  const { first, after } = placeNotes(notes, messages, stretch);
  return [first, ...messages.map(({ id }) => after.get(id) ?? [])].map((views) =>
    views.map((view) => view.note.at),
  );
};

it('stands between the messages by time', () => {
  expect(placed({ fromStart: true, toEnd: true })).toEqual([[5], [10, 15], [25]]);
});

it('waits for its place where the messages around it are not loaded', () => {
  expect(placed({ fromStart: false, toEnd: false })).toEqual([[], [10, 15], []]);
});
