import type { MessageContent } from '../../../contract/template-content.ts';
import {
  replaceVariables,
  textsWithVariables,
  variableNames,
  writtenVariables,
} from '../content-parts.ts';
import type { Found, Rule } from '../finding.ts';
import { valueFault } from '../variables.ts';
import { matches, mend, messageRule, wordsIn } from './words.ts';

const REVIEW = 'Meta, message templates: review';
const TWILIO = 'Twilio, Content API: variables for WhatsApp';

/** A name that the platform takes, or a number. At most 16 characters at the provider. */
const NAME = /^(?:[a-z][a-z0-9_]{0,15}|[1-9]\d{0,2})$/u;
/** All of the account's variables of one template. */
const MOST = 100;

function inTexts(
  content: MessageContent,
  find: (text: string) => readonly Omit<Found, 'place'>[],
): readonly Found[] {
  return textsWithVariables(content).flatMap(({ place, text }) => {
    const at = (found: Omit<Found, 'place'>): Found => ({ place, ...found });
    return find(text).map(at);
  });
}

/** What stands where variables were cut out: braces that belong to none. */
function looseBraces(text: string): readonly { readonly from: number; readonly to: number }[] {
  const blanked = text.replaceAll(/\{\{[^{}\n]*\}\}/gu, (found) => ' '.repeat(found.length));
  return matches(blanked, /[{}]{2,}/gu);
}

/** A name made from what somebody wrote between the braces. */
export function asVariableName(written: string): string {
  const name = written
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^[_\d]+|_+$/gu, '')
    .slice(0, 16);
  return name === '' ? 'value' : name;
}

function renamed(content: MessageContent, from: string, to: string): Partial<MessageContent> {
  const change = (text: string) =>
    replaceVariables(text, (name) => `{{${name === from ? to : name}}}`);
  const { header } = content;
  return {
    header: header.kind === 'text' ? { kind: 'text', text: change(header.text) } : header,
    body: change(content.body),
    buttons: content.buttons.map((one) =>
      one.kind === 'url' ? { ...one, url: change(one.url) } : one,
    ),
    variables: content.variables.map((one) => (one.name === from ? { ...one, name: to } : one)),
  };
}

/** Whether a body says anything beside its variables: `{{1}}` alone is refused as marketing anyway. */
function isTooShort(body: string): { readonly count: number; readonly words: number } | null {
  const count = new Set(writtenVariables(body).map(({ name }) => name)).size;
  const words = wordsIn(body);
  return count > 0 && words < 2 * count + 1 ? { count, words } : null;
}

/** Where variables may stand, what they are called, and that each has a sample. */
export const VARIABLE_RULES: readonly Rule[] = [
  messageRule({
    id: 'variable.braces',
    severity: 'error',
    source: REVIEW,
    find: (content) => [
      ...inTexts(content, looseBraces),
      ...looseBraces(content.footer).map(({ from, to }) => ({
        place: { part: 'footer' } as const,
        from,
        to,
      })),
      ...content.buttons.flatMap(({ title }, index) =>
        looseBraces(title).map(({ from, to }) => ({
          place: { part: 'button', index, field: 'title' } as const,
          from,
          to,
        })),
      ),
    ],
  }),
  messageRule({
    id: 'variable.name',
    severity: 'error',
    source: `${REVIEW}; ${TWILIO}`,
    find: (content) =>
      inTexts(content, (text) =>
        writtenVariables(text)
          .filter(({ name }) => !NAME.test(name))
          .map(({ name, from, to }) => ({
            from,
            to,
            values: { name },
            fix: mend((now) => renamed(now, name, asVariableName(name))),
          })),
      ),
  }),
  messageRule({
    id: 'variable.mixed',
    severity: 'error',
    source: 'Meta, message templates: parameter format',
    find: (content) => {
      const names = variableNames(content).filter((name) => NAME.test(name));
      const numbers = names.filter((name) => /^\d/u.test(name));
      return numbers.length > 0 && numbers.length < names.length
        ? [{ place: { part: 'body' }, values: { name: numbers[0] ?? '' } }]
        : [];
    },
  }),
  messageRule({
    id: 'variable.gap',
    severity: 'error',
    source: `${REVIEW}; ${TWILIO}`,
    find: (content) => {
      const numbers = variableNames(content)
        .filter((name) => /^[1-9]\d*$/u.test(name))
        .map(Number)
        .toSorted((one, other) => one - other);
      const missing = numbers.find((number, index) => number !== index + 1);
      return missing === undefined
        ? []
        : [{ place: { part: 'body' }, values: { expected: numbers.indexOf(missing) + 1 } }];
    },
  }),
  messageRule({
    id: 'variable.at_edge',
    severity: 'error',
    source: `${REVIEW}; ${TWILIO}`,
    find: ({ body }) => {
      const variables = writtenVariables(body);
      const first = variables.find(({ from }) => body.slice(0, from).trim() === '');
      const last = variables.findLast(({ to }) => body.slice(to).trim() === '');
      return [...new Set([first, last])].flatMap((at) =>
        at === undefined
          ? []
          : [
              {
                place: { part: 'body' } as const,
                from: at.from,
                to: at.to,
                values: { name: at.name },
              },
            ],
      );
    },
  }),
  messageRule({
    id: 'variable.adjacent',
    severity: 'error',
    source: TWILIO,
    find: (content) =>
      inTexts(content, (text) =>
        writtenVariables(text).flatMap((one, index, all) => {
          const next = all[index + 1];
          return next !== undefined && text.slice(one.to, next.from).trim() === ''
            ? [{ from: one.from, to: next.to }]
            : [];
        }),
      ),
  }),
  messageRule({
    id: 'variable.too_many_for_text',
    severity: 'error',
    source: TWILIO,
    find: ({ body }) => {
      const found = isTooShort(body);
      return found === null
        ? []
        : [
            {
              place: { part: 'body' },
              values: { count: found.count, words: found.words, needed: 2 * found.count + 1 },
            },
          ];
    },
  }),
  messageRule({
    id: 'variable.too_many',
    severity: 'error',
    source: TWILIO,
    find: (content) => {
      const count = variableNames(content).length;
      return count > MOST ? [{ place: { part: 'body' }, values: { count, most: MOST } }] : [];
    },
  }),
  messageRule({
    id: 'variable.in_header_too_many',
    severity: 'error',
    source: 'Meta, message templates: components',
    find: ({ header }) => {
      const second = header.kind === 'text' ? writtenVariables(header.text)[1] : undefined;
      return second === undefined
        ? []
        : [{ place: { part: 'header' }, from: second.from, to: second.to }];
    },
  }),
  messageRule({
    id: 'variable.no_sample',
    severity: 'error',
    source: REVIEW,
    find: (content) =>
      variableNames(content)
        .filter((name) => {
          const sample = content.variables.find((one) => one.name === name)?.sample ?? '';
          return sample.trim() === '';
        })
        .map((name) => ({ place: { part: 'variable', name }, values: { name } })),
  }),
  messageRule({
    id: 'variable.sample_wrong',
    severity: 'error',
    source: 'Meta, template parameters; Twilio 63013',
    find: (content) =>
      content.variables
        .filter(({ name }) => variableNames(content).includes(name))
        .filter(({ sample }) => sample.trim() !== '' && valueFault(sample) !== null)
        .map(({ name }) => ({
          place: { part: 'variable', name },
          values: { name },
          fix: mend((now) => ({
            variables: now.variables.map((one) =>
              one.name === name
                ? { ...one, sample: one.sample.replaceAll(/\s+/gu, ' ').trim().slice(0, 1600) }
                : one,
            ),
          })),
        })),
  }),
];
