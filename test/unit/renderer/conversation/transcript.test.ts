import { expect, it } from 'vitest';
import {
  transcriptRows,
  type TranscriptWords,
} from '../../../../renderer/features/conversation/model/transcript.ts';
import { noteRecord } from '../../../../shared/contract/records.ts';
import { aMessage } from './a-message.ts';

const WORDS: TranscriptWords = {
  time: (at) => new Date(at).toISOString(),
  authorOf: ({ author }) => author.kind,
  nameOfNote: () => 'Grace',
  state: (status) => status,
  kind: (kind) => kind,
  file: (type) => `file ${type}`,
  removedNote: 'removed',
};

const note = (minute: number, body: string | null) =>
  noteRecord.parse({
    id: `30000000-0000-4000-8000-${String(minute).padStart(12, '0')}`,
    conversationId: '10000000-0000-4000-8000-000000000000',
    authorId: '20000000-0000-4000-8000-000000000000',
    body,
    mentionIds: [],
    at: Date.UTC(2026, 2, 9, 10, minute),
    removedById: null,
  });

const file = {
  id: '40000000-0000-4000-8000-000000000000',
  contentType: 'application/pdf',
  fileName: 'invoice.pdf',
  size: 1,
  width: null,
  height: null,
};

it('stands in the order of time, notes among the messages', () => {
  const rows = transcriptRows(
    [aMessage({ number: 1 }), aMessage({ number: 4, direction: 'outbound' })],
    [note(4, 'after it'), note(2, null)],
    WORDS,
  );
  expect(rows.map(([, kind, who, text, , state]) => [kind, who, text, state])).toEqual([
    ['inbound', 'contact', 'message 1', 'received'],
    ['note', 'Grace', 'removed', ''],
    ['outbound', 'person', 'message 4', 'sent'],
    ['note', 'Grace', 'after it', ''],
  ]);
});

it('names files, and says where a place is', () => {
  const [row] = transcriptRows(
    [
      aMessage({
        body: null,
        media: [file, { ...file, fileName: null }],
        location: { latitude: 1.5, longitude: -2, label: 'Dock 4', address: null },
      }),
    ],
    [],
    WORDS,
  );
  expect(row?.slice(3)).toEqual([
    'Dock 4\n1.5, -2',
    'invoice.pdf; file application/pdf',
    'received',
  ]);
});
