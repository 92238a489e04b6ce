import { describe, expect, it } from 'vitest';
import {
  mustBeTakenBack,
  nextAction,
} from '../../../../renderer/features/conversation/model/next-action.ts';
import {
  statusSign,
  statusSteps,
} from '../../../../renderer/features/conversation/model/status-sign.ts';
import { REFUSALS } from '../../../../shared/contract/errors.ts';
import { messageStatus } from '../../../../shared/contract/records.ts';
import { aFile } from '../attachments/a-file.ts';
import { aMessage } from './a-message.ts';

const out = (status: string, code: string | null = null, overrides = {}) =>
  aMessage({
    direction: 'outbound',
    status,
    problem: code === null ? null : { code, providerCode: null },
    ...overrides,
  });

describe('nextAction', () => {
  it.each([
    ['queued', null, 'cancel'],
    ['parked', 'sender_not_online', 'cancel'],
    ['parked', 'limit_reached', 'cancel'],
    ['parked', 'window_closed', 'send_template'],
    ['parked', 'owner_changed', 'edit_again'],
    ['unconfirmed', 'provider_unconfirmed', 'decide'],
    ['unconfirmed', null, 'decide'],
    ['failed', 'window_closed', 'send_template'],
    ['failed', 'content_refused', 'edit_again'],
    ['failed', 'provider_rejected', 'edit_again'],
    ['failed', 'text_too_long', 'edit_again'],
    ['failed', 'provider_unconfirmed', 'edit_again'],
    ['failed', null, 'edit_again'],
    ['failed', 'opted_out', 'copy_text'],
    ['undelivered', 'recipient_blocked', 'copy_text'],
    ['undelivered', 'recipient_unreachable', 'copy_text'],
    ['failed', 'marketing_withheld', 'copy_text'],
    ['sending', null, 'none'],
    ['read', null, 'none'],
    ['cancelled', 'cancelled', 'edit_again'],
    ['cancelled', null, 'edit_again'],
  ])('of a %s text with %s is %s', (status, code, action) => {
    expect(nextAction(out(status, code), false)).toBe(action);
  });

  it.each([
    ['template_variable_invalid', 'fill_template'],
    ['template_variable_missing', 'fill_template'],
    ['template_not_approved', 'send_template'],
    ['template_paused', 'fill_template'],
    ['template_disabled', 'send_template'],
    ['template_problem', 'send_template'],
    ['provider_rejected', 'fill_template'],
  ])('of a template that failed with %s is %s', (code, action) => {
    expect(nextAction(out('failed', code, { kind: 'template' }), true)).toBe(action);
  });

  it('sends a text again that missed its window, once the window is open', () => {
    expect(nextAction(out('failed', 'window_closed'), true)).toBe('edit_again');
    expect(nextAction(out('parked', 'window_closed'), true)).toBe('edit_again');
  });

  it('offers no editing where there is no text', () => {
    expect(nextAction(out('failed', null, { body: null, kind: 'media' }), true)).toBe('none');
  });

  it('brings a file back that did not go out, with words or without', () => {
    const file = { kind: 'media', body: null, media: [aFile('rack.jpg')] };
    expect(nextAction(out('failed', 'provider_rejected', file), true)).toBe('edit_again');
    expect(nextAction(out('cancelled', null, file), true)).toBe('edit_again');
  });

  it('offers no copying of a file without words', () => {
    const file = { kind: 'media', body: null, media: [aFile('rack.jpg')] };
    expect(nextAction(out('failed', 'opted_out', file), true)).toBe('none');
    expect(nextAction(out('failed', 'opted_out', { ...file, body: 'Look' }), true)).toBe(
      'copy_text',
    );
  });

  it('asks for nothing on an inbound message, whatever it says', () => {
    expect(nextAction(aMessage({ status: 'failed' }), true)).toBe('none');
  });

  it('never leaves a failed text without a next step', () => {
    for (const code of Object.keys(REFUSALS)) {
      expect.soft(nextAction(out('failed', code), false), code).not.toBe('none');
    }
  });

  it('takes back what would still go out by itself', () => {
    expect(messageStatus.options.filter((status) => mustBeTakenBack(out(status)))).toEqual([
      'queued',
      'parked',
    ]);
  });
});

describe('the sign of a state', () => {
  it('is there for everything outbound', () => {
    const without = messageStatus.options.filter((status) => statusSign(status) === null);
    expect(without).toEqual(['received']);
  });

  it('tells what happened, newest first', () => {
    const message = out('read', null, { sentAt: 1, deliveredAt: 2, readAt: 3 });
    expect(statusSteps(message).map(({ status, at }) => [status, at])).toEqual([
      ['read', 3],
      ['delivered', 2],
      ['sent', 1],
    ]);
    expect(statusSteps(out('queued'))).toEqual([]);
  });
});
