import { describe, expect, it } from 'vitest';
import { composerMode } from '../../../../renderer/features/composer/composer-mode.ts';
import { putBack } from '../../../../renderer/features/composer/put-back.ts';
import { isSendKey, type KeyPress } from '../../../../renderer/features/composer/send-key.ts';
import { checkText } from '../../../../renderer/features/composer/text-check.ts';
import { EMPTY_DRAFT } from '../../../../renderer/features/composer/draft-keeper.ts';
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
    });
  });
});
