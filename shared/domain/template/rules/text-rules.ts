import type { Rule } from '../finding.ts';
import { matches, mend, messageRule, tooLong } from './words.ts';

const COMPONENTS = 'Meta, message templates: components';

/** The longest body, in characters. */
const BODY = 1024;
const HEADER = 60;
const FOOTER = 60;

/** `*bold*`, `_italic_`, `~struck~` and code, which only a body shows. */
const MARKS = /([*_~])(?=\S)[^\n]*?\S\1|`{3}/gu;

/** Header, body and footer: whether they are there, how long they are, what they may hold. */
export const TEXT_RULES: readonly Rule[] = [
  messageRule({
    id: 'body.missing',
    severity: 'error',
    source: COMPONENTS,
    find: ({ body }) => (body.trim() === '' ? [{ place: { part: 'body' } }] : []),
  }),
  messageRule({
    id: 'body.too_long',
    severity: 'error',
    source: COMPONENTS,
    find: ({ body }) => {
      const found = tooLong(body, BODY);
      return found === null ? [] : [{ place: { part: 'body' }, ...found }];
    },
  }),
  messageRule({
    id: 'header.missing',
    severity: 'error',
    source: COMPONENTS,
    find: ({ header }) =>
      header.kind === 'text' && header.text.trim() === ''
        ? [
            {
              place: { part: 'header' },
              fix: mend(() => ({ header: { kind: 'none' } })),
            },
          ]
        : [],
  }),
  messageRule({
    id: 'header.too_long',
    severity: 'error',
    source: COMPONENTS,
    find: ({ header }) => {
      const found = header.kind === 'text' ? tooLong(header.text, HEADER) : null;
      return found === null ? [] : [{ place: { part: 'header' }, ...found }];
    },
  }),
  messageRule({
    id: 'header.line_break',
    severity: 'error',
    source: COMPONENTS,
    find: ({ header }) =>
      header.kind === 'text' && /[\r\n]/u.test(header.text)
        ? [
            {
              place: { part: 'header' },
              fix: mend(() => ({
                header: { kind: 'text', text: header.text.replaceAll(/\s*[\r\n]+\s*/gu, ' ') },
              })),
            },
          ]
        : [],
  }),
  messageRule({
    id: 'header.marks',
    severity: 'error',
    source: COMPONENTS,
    find: ({ header }) =>
      header.kind === 'text'
        ? matches(header.text, MARKS).map(({ from, to }) => ({
            place: { part: 'header' },
            from,
            to,
            fix: mend(() => ({
              header: {
                kind: 'text',
                text: header.text.replaceAll(/[*~`]|(?<!\w)_|_(?!\w)/gu, ''),
              },
            })),
          }))
        : [],
  }),
  messageRule({
    id: 'header.file_missing',
    severity: 'error',
    source: COMPONENTS,
    find: ({ header }) =>
      'url' in header && !/^https:\/\/[^\s/]+\/\S+$/u.test(header.url)
        ? [{ place: { part: 'header' } }]
        : [],
  }),
  messageRule({
    id: 'header.location',
    severity: 'error',
    source: 'Twilio, Content API: content types',
    find: ({ header }) =>
      header.kind === 'location'
        ? [{ place: { part: 'header' }, fix: mend(() => ({ header: { kind: 'none' } })) }]
        : [],
  }),
  messageRule({
    id: 'footer.too_long',
    severity: 'error',
    source: COMPONENTS,
    find: ({ footer }) => {
      const found = tooLong(footer, FOOTER);
      return found === null ? [] : [{ place: { part: 'footer' }, ...found }];
    },
  }),
  messageRule({
    id: 'footer.variable',
    severity: 'error',
    source: COMPONENTS,
    find: ({ footer }) =>
      matches(footer, /\{\{[^{}]*\}\}/gu).map(({ from, to }) => ({
        place: { part: 'footer' },
        from,
        to,
        fix: mend((content) => ({
          footer: content.footer.replaceAll(/\s*\{\{[^{}]*\}\}/gu, '').trim(),
        })),
      })),
  }),
  messageRule({
    id: 'footer.line_break',
    severity: 'error',
    source: COMPONENTS,
    find: ({ footer }) =>
      /[\r\n]/u.test(footer)
        ? [
            {
              place: { part: 'footer' },
              fix: mend((content) => ({
                footer: content.footer.replaceAll(/\s*[\r\n]+\s*/gu, ' ').trim(),
              })),
            },
          ]
        : [],
  }),
];
