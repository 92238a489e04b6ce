import { describe, expect, it } from 'vitest';
import { composerMode } from '../../../../renderer/features/composer/composer-mode.ts';
import { putBack } from '../../../../renderer/features/composer/put-back.ts';
import { isSendKey, type KeyPress } from '../../../../renderer/features/composer/send-key.ts';
import {
  checkDraft,
  checkText,
  filesBlock,
} from '../../../../renderer/features/composer/text-check.ts';
import { EMPTY_DRAFT } from '../../../../renderer/features/composer/draft-keeper.ts';
import { insertAt } from '../../../../renderer/features/composer/insert-at.ts';
import { aFile } from '../attachments/a-file.ts';
import { aMessage, messageIdOf } from '../conversation/a-message.ts';

const NOW = Date.UTC(2026, 2, 9, 12);
const HOUR = 3_600_000;
const inOut = (whatsapp: 'opted_in' | 'opted_out' | 'unknown') =>
  ({ optIn: { whatsapp, sms: 'unknown' } }) as const;

describe('composerMode', () => {
  it.each([
    ['whatsapp', NOW - HOUR, 'opted_in', 'freeform'],
    ['whatsapp', NOW - HOUR, 'unknown', 'freeform'],
    ['whatsapp', NOW - 24 * HOUR, 'opted_in', 'template'],
    ['whatsapp', null, 'opted_in', 'template'],
    ['whatsapp', NOW - HOUR, 'opted_out', 'opted_out'],
    ['sms', null, 'opted_out', 'freeform'],
  ] as const)('%s, last inbound %s, %s: %s', (channel, lastInboundAt, state, mode) => {
    expect(composerMode({ channel, lastInboundAt }, inOut(state), NOW)).toBe(mode);
  });

  it('turns at the very moment that the countdown shows, and back with a new message', () => {
    const start = NOW - 24 * HOUR + 120_000;
    const at = (now: number, lastInboundAt = start) =>
      composerMode({ channel: 'whatsapp', lastInboundAt }, inOut('opted_in'), now);
    expect([at(NOW - 1), at(NOW), at(NOW + 5, NOW + 4)]).toEqual([
      'freeform',
      'template',
      'freeform',
    ]);
  });
});

describe('checkText', () => {
  it.each([
    ['', false, null],
    [' \n\t ', false, null],
    ['ok', true, null],
    ['x'.repeat(1_399), true, null],
    ['x'.repeat(1_400), true, 200],
    ['x'.repeat(1_600), true, 0],
    ['x'.repeat(1_601), false, -1],
  ])('case %#', (text, sendable, left) => {
    expect(checkText(text)).toEqual({ sendable, left });
  });
});

const press = (part: Partial<KeyPress>): KeyPress => ({
  key: 'Enter',
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 13,
  ...part,
});

describe('isSendKey', () => {
  it.each([
    ['Enter', {}, true, false],
    ['Ctrl+Enter', { ctrlKey: true }, true, true],
    ['Cmd+Enter', { metaKey: true }, true, true],
    ['Shift+Enter', { shiftKey: true }, false, false],
    ['Alt+Enter', { altKey: true }, false, false],
    ['Enter of an input method', { isComposing: true }, false, false],
    ['Ctrl+Enter of an input method', { isComposing: true, ctrlKey: true }, false, false],
    ['Enter reported as 229', { keyCode: 229 }, false, false],
    ['a letter', { key: 'a' }, false, false],
  ])('%s', (_, part, byEnter, byModEnter) => {
    expect([isSendKey(press(part), 'enter'), isSendKey(press(part), 'mod-enter')]).toEqual([
      byEnter,
      byModEnter,
    ]);
  });
});

describe('putBack', () => {
  const failed = aMessage({ body: 'Your order is ready', repliesToId: messageIdOf(3) });

  it.each([
    ['', 'Your order is ready'],
    ['  ', 'Your order is ready'],
    ['Your order is ready ', 'Your order is ready'],
    ['And the invoice', 'Your order is ready\n\nAnd the invoice'],
  ])('beside %j', (typed, text) => {
    expect(putBack({ ...EMPTY_DRAFT, text: typed }, failed)).toEqual({
      text,
      repliesToId: messageIdOf(3),
      template: null,
      attachments: [],
    });
  });

  it('puts the files before those that are there, each once, and leaves a typed text alone', () => {
    const [one, two] = [aFile('one.pdf'), aFile('two.pdf')];
    const message = aMessage({ kind: 'media', body: null, media: [one] });
    const draft = { ...EMPTY_DRAFT, text: 'And these', attachments: [two, one] };
    expect(putBack(draft, message)).toEqual({ ...draft, attachments: [one, two] });
  });
});

describe('what may be sent with files', () => {
  const file = aFile('quote.pdf');

  it('is a file without a text, and a text without a file', () => {
    expect(checkDraft({ text: ' ', attachments: [file] }, null).sendable).toBe(true);
    expect(checkDraft({ text: 'Hello', attachments: [] }, null).sendable).toBe(true);
    expect(checkDraft({ text: ' ', attachments: [] }, null).sendable).toBe(false);
  });

  it('is nothing while a file is on its way, has failed, or the text is too long', () => {
    const draft = { text: 'Hello', attachments: [file] };
    expect(checkDraft(draft, 'uploading').sendable).toBe(false);
    expect(checkDraft(draft, 'failed').sendable).toBe(false);
    expect(checkDraft({ ...draft, text: 'x'.repeat(1601) }, null).sendable).toBe(false);
  });

  it('waits for the files that are on their way before it speaks of the failed ones', () => {
    expect(filesBlock([])).toBeNull();
    expect(filesBlock([{ refusal: {} }])).toBe('failed');
    expect(filesBlock([{ refusal: {} }, { refusal: null }])).toBe('uploading');
  });
});

describe('putting something in at the cursor', () => {
  it.each([
    ['at the cursor', 'Yes, 40', 4, 4, { text: 'Yes,👍 40', cursor: 6 }],
    ['in place of what is selected', 'Yes, 40', 5, 7, { text: 'Yes, 👍', cursor: 7 }],
    ['at the end where the cursor is beyond it', 'Yes', 9, 9, { text: 'Yes👍', cursor: 5 }],
  ])('%s', (_, text, start, end, expected) => {
    expect(insertAt(text, start, end, '👍')).toEqual(expected);
  });
});
