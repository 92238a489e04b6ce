import { describe, expect, it } from 'vitest';
import { markHits } from '../../../../renderer/features/search/mark-hits.ts';

const marked = (text: string, searched: string) =>
  markHits(text, searched)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

describe('what was found in a name', () => {
  it.each([
    ['Ferretería Sol', 'ferreteria', '[Ferretería] Sol'],
    ['Ferretería Sol', 'so fer', '[Ferretería] [Sol]'],
    ['Öztürk GmbH', 'ozt', '[Öztürk] GmbH'],
    ['Bolt & Nut · +234803', '+2348', 'Bolt & Nut · [+234803]'],
    ['Anderson', 'son', 'Anderson'],
    ['', 'x', ''],
  ])('%s, searched for %s', (text, searched, expected) => {
    expect(marked(text, searched)).toBe(expected);
  });

  it('is the whole name again when the pieces are put together', () => {
    const name = 'محل الأدوات – Çelik İstanbul ﬁx';
    expect(
      markHits(name, 'cel is')
        .map(({ text }) => text)
        .join(''),
    ).toBe(name);
  });
});
