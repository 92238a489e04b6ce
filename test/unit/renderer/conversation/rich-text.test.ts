import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOnlyEmoji,
  richText,
} from '../../../../renderer/features/conversation/model/rich-text.ts';

const parts = (text: string) => richText(text).map((part) => `${part.kind}:${part.text}`);

const bare = (value: string) => value.replaceAll(/[*_~`]/gu, '');

describe('richText', () => {
  it.each([
    ['plain', ['text:plain']],
    ['a *bold* word', ['text:a ', 'bold:bold', 'text: word']],
    ['_so_ ~not~', ['italic:so', 'text: ', 'struck:not']],
    ['```M8 x 40```', ['code:M8 x 40']],
    ['2*3*4 and snake_case_name', ['text:2*3*4 and snake_case_name']],
    ['* not a list*', ['text:* not a list*']],
    ['*over\nlines*', ['text:*over\nlines*']],
    ['*¡Sí!*', ['bold:¡Sí!']],
    [
      'see https://northwind.example/a?b=1.',
      ['text:see ', 'link:https://northwind.example/a?b=1', 'text:.'],
    ],
    ['(https://x.example/y)', ['text:(', 'link:https://x.example/y', 'text:)']],
    ['https://x.example/a_b_c', ['link:https://x.example/a_b_c']],
    ['javascript:alert(1)', ['text:javascript:alert(1)']],
    ['مرحبا *مهم*', ['text:مرحبا ', 'bold:مهم']],
  ])('%s', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  it('loses no word, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', ' ', '*', '_', '~', '`', '\n', '.', 'https://x'),
          maxLength: 60,
        }),
        (text) => {
          const shown = richText(text)
            .map((part) => part.text)
            .join('');
          expect(bare(shown)).toBe(bare(text));
        },
      ),
    );
  });

  it('is quick on a text made to be slow', () => {
    expect(richText('*'.repeat(20_000))).toHaveLength(1);
    expect(richText('*a '.repeat(5_000)).map(({ kind }) => kind)).toEqual(['text']);
  });
});

describe('isOnlyEmoji', () => {
  it.each([
    ['👍', true],
    [' 🙏🏽🙂 ', true],
    ['👨‍👩‍👧‍👦', true],
    ['🇲🇽', true],
    ['👍👍👍👍', false],
    ['ok 👍', false],
    ['42', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isOnlyEmoji(text)).toBe(expected);
  });
});
