import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeOutput, ConversationView } from '../../../shared/contract/bridge.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { MessageRecord, NoteRecord } from '../../../shared/contract/records.ts';
import { useBridge, useBridgeQuery, useSession } from '../../bridge/context.tsx';
import { useRefusalWords } from '../../bridge/refusal-words.ts';
import { dateFormat } from '../../i18n/date-format.ts';
import { saveCsv } from '../../ui/save-csv.ts';
import { announce, announceFailure } from '../../ui/toasts.tsx';
import { transcriptRows } from './model/transcript.ts';
import { useFormats } from './use-formats.ts';
import { useNameOf } from './use-name-of.ts';

const PAGE = 200;

/** Moments as a spreadsheet sorts them: `2026-03-09 10:32:05` in this zone. */
function sortableTime(timeZone: string): (at: number) => string {
  const format = dateFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (at) => format.format(at);
}

/**
 * Saves the whole conversation as a CSV file, page by page from the cache and, for what is not
 * here, from the relay. Where that cannot be reached, the file says that it is not the whole.
 */
export function useTranscript({ contact, sender, conversation }: ConversationView) {
  const { t } = useTranslation('conversation');
  const client = useBridge();
  const wordsOf = useRefusalWords();
  const { timeZone } = useFormats();
  const authorOf = useNameOf(contact, sender);
  const { person: me } = useSession();
  const people = useBridgeQuery('people.list', {}).data?.people ?? [];
  const [isBusy, setBusy] = useState(false);

  const readAll = async () => {
    const messages: MessageRecord[] = [];
    let before: BridgeOutput<'conversation.messages'>['previous'] = null;
    for (;;) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
        const page: BridgeOutput<'conversation.messages'> = await client.call(
          'conversation.messages',
          { conversationId: conversation.id, before, limit: PAGE },
        );
        messages.unshift(...page.messages);
        if (page.previous === null) return { messages, isWhole: true };
        before = page.previous;
      } catch (error) {
        const isAway = error instanceof RefusedError && error.refusal.code === 'relay_unreachable';
        if (isAway && messages.length > 0) return { messages, isWhole: false };
        throw error;
      }
    }
  };
  const save = async (withNotes: boolean) => {
    const { messages, isWhole } = await readAll();
    const notes = withNotes
      ? (await client.call('note.list', { conversationId: conversation.id })).notes
      : [];
    const rows = transcriptRows(
      messages,
      notes.map(({ note }) => note),
      {
        time: sortableTime(timeZone),
        authorOf,
        nameOfNote: ({ authorId }: NoteRecord) =>
          authorId === me.id
            ? me.name
            : (people.find(({ id }) => id === authorId)?.name ?? sender.displayName),
        state: (status) => t(`status.${status}`),
        kind: (kind) => t(`transcript.kind.${kind}`),
        file: (contentType) => t('transcript.file', { type: contentType }),
        removedNote: t('transcript.removedNote'),
      },
    );
    const partly = ['', t('transcript.kind.system'), '', t('transcript.partly'), '', ''];
    const head = ['time', 'what', 'who', 'text', 'files', 'state'] as const;
    await saveCsv(
      t('transcript.fileName'),
      head.map((column) => t(`transcript.column.${column}`, { zone: timeZone })),
      isWhole ? rows : [partly, ...rows],
    );
    announce(t(isWhole ? 'transcript.saved' : 'transcript.savedPartly'));
  };
  return {
    isBusy,
    save: (withNotes: boolean) => {
      setBusy(true);
      save(withNotes)
        .catch((error: unknown) => {
          const { refusal } = error instanceof RefusedError ? error : new RefusedError('internal');
          const { what, next } = wordsOf(refusal);
          announceFailure(what, next);
        })
        .finally(() => setBusy(false));
    },
  };
}
