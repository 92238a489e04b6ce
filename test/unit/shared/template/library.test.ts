import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { templateDraftId, templateVersionId } from '../../../../shared/contract/ids.ts';
import type { TemplateVersionRecord } from '../../../../shared/contract/template-library.ts';
import { outlookOf } from '../../../../shared/domain/template/library/deadline.ts';
import { diffTexts } from '../../../../shared/domain/template/library/diff-texts.ts';
import { approvalLatency } from '../../../../shared/domain/template/library/latency.ts';
import { draftBody, messageContent } from '../../../support/templates/draft.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2027, 1, 20, 9);
const draftId = templateDraftId.parse(v7());

function version(
  status: string,
  {
    submittedAt = NOW - DAY,
    tookMs = HOUR,
    ...more
  }: Partial<TemplateVersionRecord> & { tookMs?: number } = {},
): TemplateVersionRecord {
  return {
    id: templateVersionId.parse(v7()),
    draftId,
    number: 1,
    language: 'en',
    name: 'spring',
    category: 'marketing',
    content: messageContent(),
    submittedById: null,
    submittedAt,
    stage: 'at_provider',
    problem: null,
    templateId: null,
    history: [
      { at: submittedAt, status: 'received', category: null, reason: null },
      ...(status === 'pending'
        ? []
        : [{ at: submittedAt + tookMs, status, category: null, reason: null }]),
    ],
    ...more,
  };
}

describe('how long approvals have taken', () => {
  it('is the median and the ninth of ten, by category; what is not decided does not count', () => {
    const versions = Array.from({ length: 10 }, (_, hour) =>
      version(hour % 2 === 0 ? 'approved' : 'rejected', { tookMs: (hour + 1) * HOUR }),
    );
    const all = [
      ...versions,
      version('pending'),
      version('approved', { category: 'utility', tookMs: 5 * HOUR }),
    ];
    expect([...approvalLatency(all)]).toEqual([
      ['marketing', { count: 10, median: 5 * HOUR, p90: 9 * HOUR }],
      ['utility', { count: 1, median: 5 * HOUR, p90: 5 * HOUR }],
    ]);
  });

  it('ends at the first decision: what comes after it is another matter', () => {
    const paused = version('approved', { tookMs: HOUR });
    const later = { at: NOW + DAY, status: 'rejected', category: null, reason: null };
    const both = { ...paused, history: [...paused.history, later] };
    expect(approvalLatency([both]).get('marketing')).toMatchObject({ median: HOUR });
  });
});

describe('a deadline', () => {
  const draft = draftBody('spring', { deadline: { label: 'Spring catalogue', on: '2027-03-03' } });
  const quick = { count: 20, median: HOUR, p90: 4 * HOUR };
  const outlook = (versions: readonly TemplateVersionRecord[], daysLeft: number, latency = quick) =>
    outlookOf(draft, versions, latency, NOW + daysLeft * DAY, NOW);

  it.each([
    ['there is time for a second review', [], 3, 'safe'],
    ['only the first review may take its time', [], 1, 'tight'],
    ['reviews take longer than what is left', [], 0.1, 'unlikely'],
    [
      'it was submitted some hours ago and is expected soon',
      [version('pending', { submittedAt: NOW - 3 * HOUR })],
      0.1,
      'tight',
    ],
    ['it is approved', [version('approved')], 0.1, 'met'],
    ['it was rejected the day before', [version('rejected')], 1, 'tight'],
    ['the day has gone by', [], -1.1, 'over'],
  ] as const)('%s', (_what, versions, daysLeft, state) => {
    expect(outlook(versions, daysLeft)).toMatchObject({ state });
  });

  it('goes by the platform’s own word where few were decided', () => {
    const few = { ...quick, count: 4 };
    expect(outlook([], 3, few)).toMatchObject({ state: 'safe', submitBy: NOW });
    expect(outlook([], 2.9, few)).toMatchObject({ state: 'tight', missing: ['en'] });
  });

  it('is nothing where none is set', () => {
    expect(outlookOf({ ...draft, deadline: null }, [], quick, NOW, NOW)).toBeNull();
  });
});

describe('what has changed in a text', () => {
  it('is said word by word, a variable as one', () => {
    expect(diffTexts('Your order {{a}} left today.', 'Your order {{b}} left at nine.')).toEqual([
      { kind: 'same', text: 'Your order ' },
      { kind: 'removed', text: '{{a}}' },
      { kind: 'added', text: '{{b}}' },
      { kind: 'same', text: ' left ' },
      { kind: 'removed', text: 'today' },
      { kind: 'added', text: 'at nine' },
      { kind: 'same', text: '.' },
    ]);
  });

  it('gives both texts back, and says same of what is the same', () => {
    const piece = fc.constantFrom('order ', '{{a}}', '{{b}} ', 'left', '. ', ' today', '😀', '\n');
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = diffTexts(before, after);
        const without = (kind: string) =>
          pieces
            .filter((one) => one.kind !== kind)
            .map((one) => one.text)
            .join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
        const isSame = pieces.every((one) => one.kind === 'same');
        expect(isSame).toBe(before === after);
      }),
    );
  });
});
