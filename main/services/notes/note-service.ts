import type { BridgeOutput, BridgeParsed } from '../../../shared/contract/bridge.ts';
import type { NoteView } from '../../../shared/contract/bridge/notes.ts';
import { COMMANDS } from '../../../shared/contract/commands.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { NoteRecord } from '../../../shared/contract/records.ts';
import type { Clock } from '../../clock.ts';
import { putCommand } from '../../sync/outbox.ts';
import type { RelayClock } from '../../sync/relay-clock.ts';
import type { Topics } from '../../sync/topics.ts';
import { keepDraft } from '../sending/draft-after.ts';
import type { Workspace } from '../session/workspace.ts';

/** Private notes: what the relay told of, with what is on its way to it. */
export interface NoteService {
  readonly list: (input: BridgeParsed<'note.list'>) => BridgeOutput<'note.list'>;
  readonly add: (input: BridgeParsed<'note.add'>) => void;
  readonly remove: (input: BridgeParsed<'note.remove'>) => void;
}

interface Shown {
  readonly note: NoteRecord;
  readonly waiting: boolean;
}

function inPlace({ note: one }: Shown, { note: other }: Shown): number {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}

/** What the relay told of, changed by the commands that are on their way. */
function shown({ cache, session }: Workspace, id: NoteRecord['conversationId']): Shown[] {
  const me = session().person.id;
  const notes = new Map<string, Shown>(
    cache.notes.of(id).map((note) => [note.id, { note, waiting: false }]),
  );
  for (const { name, input, state } of cache.outbox.of(id)) {
    if (name === 'note.add') {
      const { noteId, conversationId, body, mentionIds, writtenAt } =
        COMMANDS['note.add'].parse(input);
      if (notes.has(noteId)) continue;
      const own = { id: noteId, conversationId, body, mentionIds, at: writtenAt };
      const note = { ...own, authorId: me, removedById: null };
      notes.set(noteId, { note, waiting: state === 'waiting' });
    } else if (name === 'note.remove') {
      const { noteId } = COMMANDS['note.remove'].parse(input);
      const before = notes.get(noteId);
      if (before === undefined || before.note.removedById !== null) continue;
      const note = { ...before.note, body: null, mentionIds: [], removedById: me };
      notes.set(noteId, { note, waiting: before.waiting });
    }
  }
  return [...notes.values()].toSorted(inPlace);
}

/** The notes of whoever is signed in. */
export function createNoteService(
  workspace: () => Workspace,
  topics: Topics,
  relayClock: RelayClock,
  clock: Clock,
): NoteService {
  return {
    list: ({ conversationId }) => {
      const here = workspace();
      const { person } = here.session();
      const views = shown(here, conversationId).map(({ note, waiting }): NoteView => ({
        note,
        waiting,
        removable:
          note.removedById === null && (note.authorId === person.id || person.role !== 'agent'),
      }));
      return { notes: views };
    },
    add: ({ noteId, conversationId, body, mentionIds }) => {
      const here = workspace();
      const { cache } = here;
      if (cache.conversations.get(conversationId) === null) {
        throw new RefusedError('conversation_not_found');
      }
      const before = shown(here, conversationId);
      // The page has lost the answer and gives the same note again.
      if (before.some(({ note }) => note.id === noteId)) return;
      // Never above what it follows, also where this machine's clock was set back.
      const writtenAt = Math.max(relayClock.now(), (before.at(-1)?.note.at ?? 0) + 1);
      cache.transaction(() => {
        const input = { noteId, conversationId, body, mentionIds, writtenAt };
        putCommand(cache, 'note.add', input, { conversationId, messageId: null });
        const draft = cache.drafts.get(conversationId);
        if (draft?.note === undefined) return;
        const { note: _, ...left } = draft;
        keepDraft(cache, conversationId, left, clock.wall());
      });
      topics.notes(conversationId);
      topics.draft(conversationId);
      here.commandPut();
    },
    remove: ({ noteId, conversationId }) => {
      const here = workspace();
      const found = shown(here, conversationId).find(({ note }) => note.id === noteId);
      if (found === undefined) throw new RefusedError('note_not_found');
      if (found.note.removedById !== null) return;
      here.cache.transaction(() => {
        const about = { conversationId, messageId: null };
        putCommand(here.cache, 'note.remove', { noteId }, about);
      });
      topics.notes(conversationId);
      here.commandPut();
    },
  };
}
