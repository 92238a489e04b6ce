import { describe, expect, it } from 'vitest';
import {
  holdingBack,
  type Situation,
  validUntil,
} from '../../../../relay/services/sending/checks.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
/** The last millisecond in which freeform leaves: 24 h less the guard band of 120 s. */
const LAST = 24 * HOUR - 120_000 - 1;

const fine: Situation = {
  now: NOW,
  channel: 'whatsapp',
  lastInboundAt: NOW - HOUR,
  optIn: 'unknown',
  senderStatus: 'online',
  content: { kind: 'text', validUntil: null },
  stillOwner: true,
};
const approved = { kind: 'template', status: 'approved' } as const;

describe('a message may leave', () => {
  it.each<[string, Partial<Situation>]>([
    ['a text in an open window', {}],
    ['a text in the last moment of the window', { lastInboundAt: NOW - LAST }],
    ['a template to who opted in', { content: approved, lastInboundAt: null, optIn: 'opted_in' }],
    ['a template as an answer in the window', { content: approved }],
    ['an SMS to who wrote long ago', { channel: 'sms', lastInboundAt: 0 }],
    ['an SMS to who opted in', { channel: 'sms', lastInboundAt: null, optIn: 'opted_in' }],
  ])('%s', (_, change) => {
    expect(holdingBack({ ...fine, ...change })).toBeNull();
  });
});

describe('a message is held back', () => {
  it.each<[string, Partial<Situation>]>([
    ['window_closed', { lastInboundAt: NOW - LAST - 1 }],
    ['window_closed', { lastInboundAt: null, optIn: 'opted_in' }],
    ['window_closed', { content: { kind: 'text', validUntil: NOW } }],
    ['window_closed', { channel: 'sms', content: { kind: 'text', validUntil: NOW } }],
    ['opted_out', { optIn: 'opted_out' }],
    ['opted_out', { optIn: 'opted_out', content: approved }],
    ['opted_out', { optIn: 'opted_out', channel: 'sms' }],
    ['no_opt_in', { content: approved, lastInboundAt: null }],
    ['no_opt_in', { content: approved, lastInboundAt: NOW - LAST - 1 }],
    ['no_opt_in', { channel: 'sms', lastInboundAt: null }],
    ['template_not_found', { content: { kind: 'template', status: null } }],
    ['template_paused', { content: { kind: 'template', status: 'paused' } }],
    ['template_disabled', { content: { kind: 'template', status: 'disabled' } }],
    ['template_not_approved', { content: { kind: 'template', status: 'rejected' } }],
    ['template_paused', { content: { kind: 'template', status: 'paused' }, lastInboundAt: null }],
    ['template_not_approved', { content: { kind: 'template', status: 'pending' } }],
    ['sender_not_online', { senderStatus: 'offline' }],
    ['sender_not_online', { senderStatus: 'pending', content: approved, optIn: 'opted_in' }],
    ['owner_changed', { stillOwner: false }],
  ])('%s: %j', (code, change) => {
    expect(holdingBack({ ...fine, ...change })).toBe(code);
  });
});

describe('how long a text is valid', () => {
  it('is no longer than the window on WhatsApp', () => {
    const end = NOW + 24 * HOUR - 120_000;
    expect(validUntil('whatsapp', NOW, null)).toBe(end);
    expect(validUntil('whatsapp', NOW, end + 1)).toBe(end);
    expect(validUntil('whatsapp', NOW, NOW + 5)).toBe(NOW + 5);
  });

  it('is what its writer wants on SMS', () => {
    expect(validUntil('sms', NOW, null)).toBeNull();
    expect(validUntil('sms', null, NOW + 5)).toBe(NOW + 5);
  });
});
