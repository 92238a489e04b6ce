import { describe, expect, it } from 'vitest';
import { fromTwilio, recipient } from '../../../../relay/providers/twilio/addresses.ts';
import { describeProblem } from '../../../../relay/providers/twilio/error-codes.ts';
import { parseTemplate } from '../../../../relay/providers/twilio/parse-template.ts';

describe('error codes', () => {
  it.each([
    [63016, 'window_closed', 'after_change'],
    [21610, 'recipient_blocked', 'never'],
    [63018, 'limit_reached', 'later'],
    [63024, 'recipient_unreachable', 'never'],
    [63049, 'marketing_withheld', 'later'],
    [20429, 'provider_busy', 'later'],
    [99999, 'provider_rejected', 'after_change'],
    [null, 'provider_rejected', 'after_change'],
  ] as const)('%s is %s', (errorCode, code, retry) => {
    expect(describeProblem(errorCode)).toEqual({ code, retry });
  });
});

describe('addresses', () => {
  it.each([
    ['whatsapp:+5215512345678', 'whatsapp', '+5215512345678', null],
    ['+15550111', 'sms', '+15550111', null],
    // Without a plus it is no number to call, and may still have written.
    ['72466', 'sms', '72466', null],
    ['whatsapp:US.13491208655302741918', 'whatsapp', null, 'US.13491208655302741918'],
  ] as const)('%s is read and written back', (text, channel, phone, whatsappUserId) => {
    const address = { phone, whatsappUserId };
    expect(fromTwilio(text)).toEqual({ channel, address });
    expect(recipient(channel, address)).toBe(text);
  });

  it.each(['', 'whatsapp:', 'whatsapp:72466', '+0123456', 'US.1', 'messenger:123', '+1555 0111'])(
    '%j is none',
    (text) => {
      expect(fromTwilio(text)).toBeNull();
    },
  );

  it('a person with a user id alone cannot be reached by SMS', () => {
    expect(() => recipient('sms', { phone: null, whatsappUserId: 'US.1' })).toThrow(
      'without an address',
    );
  });
});

describe('a template of the provider', () => {
  const item = {
    sid: 'HX1',
    friendlyName: 'Order shipped',
    language: 'es_MX',
    variables: { '10': 'ten', '2': 'DHL', '1': '4711' },
    types: {
      'twilio/quick-reply': { body: 'Pedido {{1}}', actions: [{ title: 'Gracias', id: 'x' }] },
    },
  };
  const approval = {
    name: 'order_shipped',
    category: 'UTILITY',
    status: 'approved',
    rejection_reason: '',
  };

  it.each([
    ['flat', approval],
    ['below the channel', { whatsapp: approval }],
  ])('with its approval %s', (_name, approvalRequests) => {
    expect(parseTemplate({ ...item, approvalRequests })).toEqual({
      contentSid: 'HX1',
      name: 'order_shipped',
      language: 'es_MX',
      category: 'utility',
      status: 'approved',
      statusWord: 'approved',
      rejectionReason: null,
      header: null,
      body: 'Pedido {{1}}',
      footer: null,
      buttons: [{ kind: 'quick_reply', title: 'Gracias', value: null }],
      variables: [
        { key: '1', sample: '4711' },
        { key: '2', sample: 'DHL' },
        { key: '10', sample: 'ten' },
      ],
    });
  });

  it.each([
    ['never submitted', null, 'unsubmitted'],
    ['of a status that is not known yet', { ...approval, status: 'in_flux' }, 'pending'],
    ['rejected', { ...approval, status: 'rejected', rejection_reason: 'INVALID' }, 'rejected'],
  ])('%s', (_name, approvalRequests, status) => {
    expect(parseTemplate({ ...item, approvalRequests })).toMatchObject({ status });
  });

  it('of an unknown category has none', () => {
    const odd = { ...approval, category: 'POETRY' };
    expect(parseTemplate({ ...item, approvalRequests: odd })).toMatchObject({ category: null });
  });

  it('that was never submitted has its own name, as the submission has none', () => {
    const none = { name: '', category: '', status: 'unsubmitted', rejection_reason: '' };
    expect(parseTemplate({ ...item, approvalRequests: none })).toMatchObject({
      name: 'Order shipped',
      category: null,
      status: 'unsubmitted',
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a title', { types: { 'twilio/quick-reply': { body: 'Hi', actions: [{ title: null }] } } }],
    ['a kind', { types: { 'twilio/quick-reply': { body: 'Hi', actions: [{ type: null }] } } }],
    ['a header', { types: { 'whatsapp/card': { body: 'Hi', header_text: null } } }],
    ['a sample', { types: { 'twilio/text': { body: 'Hi' } }, variables: { '1': null } }],
  ])('may have null for %s', (_name, fields) => {
    expect(parseTemplate({ ...item, ...fields })).toMatchObject({ body: 'Hi' });
  });

  it.each<[string, unknown]>([
    ['a body that is null', { ...item, types: { 'twilio/media': { body: null, media: ['x'] } } }],
    ['a body of another kind', { ...item, types: { 'twilio/new': { body: { text: 'x' } } } }],
    ['a type that is null', { ...item, types: { 'twilio/new': null } }],
    ['no types', { sid: 'HX1', language: 'en', types: null }],
  ])('with %s is none, and no fault', (_name, odd) => {
    expect(parseTemplate(odd)).toBeNull();
  });

  it('without a body is none', () => {
    expect(parseTemplate({ ...item, types: { 'twilio/flows': {} } })).toBeNull();
  });
});
