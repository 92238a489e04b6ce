import type { ContentButton, MessageContent } from '../../../contract/template-content.ts';
import { parsePhone } from '../../contact/phone.ts';
import { writtenVariables } from '../content-parts.ts';
import type { Found, Rule } from '../finding.ts';
import { mend, messageRule, tooLong } from './words.ts';

const COMPONENTS = 'Meta, message templates: components';
/** Twilio's pages say 20 in one place and 25 in another. */
const REPLY_TITLE = 20;
const TITLE = 25;

const MOST = { url: 2, phone_number: 1, copy_code: 1, quick_reply: 10 } as const;

function each(
  content: MessageContent,
  field: 'title' | 'value',
  find: (button: ContentButton, index: number) => Omit<Found, 'place'> | null,
): readonly Found[] {
  return content.buttons.flatMap((button, index) => {
    const found = find(button, index);
    return found === null ? [] : [{ place: { part: 'button', index, field }, ...found }];
  });
}

/** Replies together, in front: how the platform takes them. */
function repliesFirst(buttons: readonly ContentButton[]): ContentButton[] {
  return [
    ...buttons.filter(({ kind }) => kind === 'quick_reply'),
    ...buttons.filter(({ kind }) => kind !== 'quick_reply'),
  ];
}

function withPhone(
  { buttons }: MessageContent,
  of: ContentButton,
  phone: string,
): Partial<MessageContent> {
  return {
    buttons: buttons.map((one) =>
      one.kind === 'phone_number' && of.kind === 'phone_number' && one.phone === of.phone
        ? { ...one, phone }
        : one,
    ),
  };
}

function isHttps(url: string): boolean {
  return /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:[/?#]\S*)?$/iu.test(
    url.replaceAll(/\{\{[^{}]*\}\}/gu, 'x'),
  );
}

/** How many buttons there may be, in which order, and what they may say. */
export const BUTTON_RULES: readonly Rule[] = [
  messageRule({
    id: 'buttons.too_many',
    severity: 'error',
    source: COMPONENTS,
    find: ({ buttons }) =>
      buttons.length > 10
        ? [{ place: { part: 'buttons' }, values: { count: buttons.length, most: 10 } }]
        : [],
  }),
  messageRule({
    id: 'buttons.too_many_of_kind',
    severity: 'error',
    source: COMPONENTS,
    find: ({ buttons }) =>
      (['url', 'phone_number', 'copy_code'] as const).flatMap((kind) => {
        const count = buttons.filter((one) => one.kind === kind).length;
        return count > MOST[kind]
          ? [{ place: { part: 'buttons' } as const, values: { kind, count, most: MOST[kind] } }]
          : [];
      }),
  }),
  messageRule({
    id: 'buttons.replies_apart',
    severity: 'error',
    source: COMPONENTS,
    find: ({ buttons }) => {
      const runs = buttons.filter(
        ({ kind }, index) => kind === 'quick_reply' && buttons[index - 1]?.kind !== 'quick_reply',
      );
      return runs.length > 1
        ? [
            {
              place: { part: 'buttons' },
              fix: mend((content) => ({ buttons: repliesFirst(content.buttons) })),
            },
          ]
        : [];
    },
  }),
  messageRule({
    id: 'buttons.not_on_desktop',
    severity: 'warning',
    source: COMPONENTS,
    find: ({ buttons }) => {
      const replies = buttons.filter(({ kind }) => kind === 'quick_reply').length;
      const isMixed = replies > 0 && replies < buttons.length;
      return buttons.length >= 4 || isMixed ? [{ place: { part: 'buttons' } }] : [];
    },
  }),
  messageRule({
    id: 'button.title_missing',
    severity: 'error',
    source: COMPONENTS,
    find: (content) => each(content, 'title', ({ title }) => (title.trim() === '' ? {} : null)),
  }),
  messageRule({
    id: 'button.title_too_long',
    severity: 'error',
    source: `${COMPONENTS}; Twilio, Content API`,
    find: (content) =>
      each(content, 'title', ({ kind, title }) =>
        tooLong(title, kind === 'quick_reply' ? REPLY_TITLE : TITLE),
      ),
  }),
  messageRule({
    id: 'button.title_variable',
    severity: 'error',
    source: COMPONENTS,
    find: (content) =>
      each(content, 'title', ({ title }) => {
        const [variable] = writtenVariables(title);
        return variable === undefined ? null : { from: variable.from, to: variable.to };
      }),
  }),
  messageRule({
    id: 'button.title_twice',
    severity: 'error',
    source: COMPONENTS,
    find: (content) =>
      each(content, 'title', ({ title }, index) =>
        title.trim() !== '' &&
        content.buttons.slice(0, index).some((one) => one.title.trim() === title.trim())
          ? {}
          : null,
      ),
  }),
  messageRule({
    id: 'button.url_wrong',
    severity: 'error',
    source: COMPONENTS,
    find: (content) =>
      each(content, 'value', (button) =>
        button.kind === 'url' && (!isHttps(button.url) || button.url.length > 2000) ? {} : null,
      ),
  }),
  messageRule({
    id: 'button.url_variable',
    severity: 'error',
    source: COMPONENTS,
    find: (content) =>
      each(content, 'value', (button) => {
        if (button.kind !== 'url') return null;
        const [first, second] = writtenVariables(button.url);
        if (first === undefined) return null;
        const isAtEnd = first.to === button.url.trimEnd().length;
        return second === undefined && isAtEnd ? null : { from: first.from, to: first.to };
      }),
  }),
  messageRule({
    id: 'button.phone_wrong',
    severity: 'error',
    source: COMPONENTS,
    find: (content) =>
      each(content, 'value', (button) => {
        if (button.kind !== 'phone_number') return null;
        const number = parsePhone(button.phone, null)?.number ?? null;
        if (number !== null && number === button.phone) return null;
        // Blanks and brackets are people's; the platform wants none.
        return number === null ? {} : { fix: mend((now) => withPhone(now, button, number)) };
      }),
  }),
  messageRule({
    id: 'button.code_wrong',
    severity: 'error',
    source: COMPONENTS,
    find: (content) =>
      each(content, 'value', (button) => {
        if (button.kind !== 'copy_code') return null;
        return button.code.trim() === '' ? {} : tooLong(button.code, 15);
      }),
  }),
];
