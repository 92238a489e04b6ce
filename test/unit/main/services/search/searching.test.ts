import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cache } from '../../../../../main/cache/cache.ts';
import { holdsAll, snippetOf } from '../../../../../main/services/search/snippet.ts';
import {
  matchExpression,
  searchWords,
  shortened,
} from '../../../../../main/services/search/words.ts';
import {
  SOME_TIME,
  aContact,
  aConversation,
  aMessage,
  aSender,
} from '../../../../support/sample-records.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { testCache } from '../../../../support/test-cache.ts';

const TEXTS = [
  'Necesito 40 cajas de tornillería M8x40 para mañana',
  'Können Sie die Rechnung nochmal schicken? Grüße',
  'plan-b: e-mail to "AND" NEAR(x) col:y * ^',
  '北京的订单 已经发货',
  'مرحبا، متى يصل الطلب؟',
  'ΟΔΟΣ 12, Ωραία',
  'Мой заказ готов? Ёлка',
  'ありがとうございます',
  'أهلا وسهلا',
];

/** What finds a text among the samples. */
async function finder(): Promise<(text: string) => (string | null)[]> {
  const cache: Cache = testCache({ folder: await temporaryFolder() });
  const conversation = aConversation(aContact(), aSender());
  for (const [index, body] of TEXTS.entries()) {
    cache.messages.put(aMessage(conversation.id, { body, at: SOME_TIME + index }), 1);
  }
  return (text) => {
    const words = searchWords(text, 2);
    if (words.length === 0) return [];
    const { messages } = cache.search.messages(matchExpression(words), null, 50);
    return messages.map(({ body }) => body);
  };
}

describe('what somebody types into the search', () => {
  it('is never syntax of the index, whatever it is', async () => {
    const find = await finder();
    const odd = fc.constantFrom(
      '"',
      '*',
      '(',
      ')',
      ':',
      '^',
      '-',
      '\u0000',
      'AND',
      'NEAR',
      'é',
      ' ',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .array(fc.oneof(odd, fc.constantFrom('cajas', 'e', '12')), { maxLength: 8 })
        .map((all) => all.join('')),
    );
    let found = 0;
    fc.assert(
      fc.property(typed, (text) => {
        found += find(text).length;
      }),
      { numRuns: 120 },
    );
    expect(found).toBeGreaterThan(0);
  });

  it.each([
    ['tornilleria', 0],
    ['TORNILLERÍA', 0],
    ['torn', 0],
    ['cajas man', 0],
    ['grusse', null],
    ['gruße', 1],
    ['konn', 1],
    ['plan-b', 2],
    ['"AND"', 2],
    ['near(x', 2],
    ['北京', 3],
    ['北', 3],
    ['الطلب', 4],
    ['Ωραία', 5],
    ['мой', 6],
    ['ёлк', 6],
    ['ありがとう', 7],
    ['أهلا', 8],
    ['cajas rechnung', null],
    ['j', null],
    ['?!', null],
    ['', null],
  ])('finds by %j', async (text, index) => {
    const find = await finder();
    expect(find(text)).toStrictEqual(index === null ? [] : [TEXTS[index]]);
  });

  it('takes the last word for a beginning only while it may go on', async () => {
    const find = await finder();
    expect(find('caj')).toHaveLength(1);
    expect(find('caj ')).toHaveLength(0);
    expect(find('caj de')).toHaveLength(0);
  });
});

describe('a longer beginning than the index has', () => {
  it('is what the index finds by the shorter one and the text then holds', async () => {
    const cache = testCache({ folder: await temporaryFolder() });
    const conversation = aConversation(aContact(), aSender());
    const letters = fc.string({
      unit: fc.constantFrom('a', 'ä', 'B', 'ß', 'ı', '-'),
      maxLength: 6,
    });
    const texts = fc.sample(
      fc.array(letters, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
      { numRuns: 300, seed: 11 },
    );
    for (const [index, body] of texts.entries()) {
      cache.messages.put(aMessage(conversation.id, { body, at: SOME_TIME + index }), 1);
    }
    let found = 0;
    fc.assert(
      fc.property(letters, (text) => {
        const words = searchWords(text, 2);
        const wider = shortened(words, 3);
        fc.pre(wider !== null);
        if (wider === null) return;
        const all = cache.search.messages(matchExpression(words), null, 1000).messages;
        const near = cache.search.messages(
          matchExpression(wider),
          null,
          1000,
          (body) => holdsAll(body, words),
          1000,
        );
        found += all.length;
        expect(near.messages.map(({ id }) => id)).toStrictEqual(all.map(({ id }) => id));
      }),
      { numRuns: 200, maxSkipsPerRun: 1000 },
    );
    expect(found).toBeGreaterThan(0);
  });
});

describe('a snippet', () => {
  it('marks what was found, without regard to accents and case', () => {
    const words = searchWords('TORNILLERIA maña', 2);
    expect(snippetOf('Cajas de tornillería, para mañana', words)).toStrictEqual([
      { text: 'Cajas de ', hit: false },
      { text: 'tornillería', hit: true },
      { text: ', para ', hit: false },
      { text: 'mañana', hit: true },
    ]);
  });

  it('marks the parts of a word only where they stand together', () => {
    const pieces = snippetOf('plan b of plan-b', searchWords('plan-b ', 2));
    expect(pieces.filter(({ hit }) => hit).map(({ text }) => text)).toStrictEqual([
      'plan',
      'b',
      'plan',
      'b',
    ]);
    const apart = snippetOf('b plan', searchWords('plan-b ', 2));
    expect(apart).toStrictEqual([{ text: 'b plan', hit: false }]);
  });

  it('starts a little before the first hit in a long text', () => {
    const text = `${'lorem ipsum '.repeat(50)}bolts ${'dolor sit '.repeat(50)}`;
    const pieces = snippetOf(text, searchWords('bolts', 2));
    expect(pieces[0]?.text.startsWith('…')).toBe(true);
    expect(pieces[1]).toStrictEqual({ text: 'bolts', hit: true });
    expect(pieces.at(-1)?.text.endsWith('…')).toBe(true);
    expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(170);
  });

  it('is a part of the text, in order, whatever text and search are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.string({ maxLength: 10 }),
        (text, typed) => {
          const pieces = snippetOf(text, searchWords(typed, 2));
          const joined = pieces.map((piece) => piece.text).join('');
          const inner = joined.replace(/^…/, '').replace(/…$/, '');
          expect(text.includes(inner) || text.includes(joined)).toBe(true);
          expect(pieces.every((piece) => piece.text !== '')).toBe(true);
        },
      ),
    );
  });
});
