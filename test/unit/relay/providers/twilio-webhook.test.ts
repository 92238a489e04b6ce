import { describe, expect, it } from 'vitest';
import { tenantId } from '../../../../shared/contract/ids.ts';
import { parseWebhook } from '../../../../relay/providers/twilio/parse-webhook.ts';
import { MalformedWebhookError } from '../../../../relay/providers/provider.ts';

const account = {
  tenantId: tenantId.parse('018f2b6e-7c1a-7000-8000-000000000001'),
  id: '018f2b6e-7c1a-7000-8000-000000000002',
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'secret',
};
const base = {
  AccountSid: account.accountSid,
  MessageSid: `SM${'1'.repeat(32)}`,
  From: 'whatsapp:+5215512345678',
  To: 'whatsapp:+15550100',
  Body: 'Need 40 boxes',
  NumMedia: '0',
  SmsStatus: 'received',
  ApiVersion: '2010-04-01',
};
const nothing = {
  kind: 'inbound',
  providerSid: base.MessageSid,
  channel: 'whatsapp',
  from: { phone: '+5215512345678', whatsappUserId: null },
  to: '+15550100',
  profileName: null,
  body: 'Need 40 boxes',
  media: [],
  location: null,
  button: null,
  referral: null,
  repliesToSid: null,
};

describe('an inbound webhook', () => {
  it.each([
    ['text', {}, {}],
    ['a field that is not known yet is left alone', { NewThing: 'x' }, {}],
    [
      'with the sender’s name',
      { ProfileName: 'Ferretería Sol', WaId: '5215512345678' },
      { profileName: 'Ferretería Sol' },
    ],
    [
      'media without text',
      {
        Body: '',
        NumMedia: '2',
        MediaUrl0: 'https://api.twilio.com/m/0',
        MediaContentType0: 'image/jpeg',
        MediaUrl1: 'https://api.twilio.com/m/1',
      },
      {
        body: null,
        media: [
          { url: 'https://api.twilio.com/m/0', contentType: 'image/jpeg' },
          { url: 'https://api.twilio.com/m/1', contentType: 'application/octet-stream' },
        ],
      },
    ],
    [
      'a pressed button',
      { Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'confirm', ButtonType: 'REPLY' },
      { body: 'Yes', button: { text: 'Yes', payload: 'confirm' } },
    ],
    [
      'a location at the equator',
      { Body: '', Latitude: '0', Longitude: '-0.1', Label: 'Depot' },
      { body: null, location: { latitude: 0, longitude: -0.1, address: null, label: 'Depot' } },
    ],
    [
      'from an ad',
      { ReferralHeadline: 'Bolts', ReferralSourceUrl: 'https://fb.me/x', ReferralSourceId: '1' },
      { referral: { headline: 'Bolts', body: null, sourceUrl: 'https://fb.me/x' } },
    ],
    [
      'a quoted reply',
      { OriginalRepliedMessageSid: `SM${'2'.repeat(32)}` },
      { repliesToSid: `SM${'2'.repeat(32)}` },
    ],
    [
      'of a person without a phone number',
      { From: 'whatsapp:US.4711', ExternalUserId: 'US.4711' },
      { from: { phone: null, whatsappUserId: 'US.4711' } },
    ],
    [
      'of a person with both',
      { ExternalUserId: 'MX.4711' },
      { from: { phone: '+5215512345678', whatsappUserId: 'MX.4711' } },
    ],
    [
      'by SMS',
      { From: '+15550111', To: '+15550100' },
      { channel: 'sms', from: { phone: '+15550111', whatsappUserId: null } },
    ],
    [
      'by SMS from a short code',
      { From: '72466', To: '+15550100' },
      { channel: 'sms', from: { phone: '72466', whatsappUserId: null } },
    ],
    [
      'by SMS from a name',
      { From: 'Correos & Cía', To: '+15550100' },
      { channel: 'sms', from: { phone: 'Correos & Cía', whatsappUserId: null } },
    ],
    [
      'with a quoted message of another kind, which is left out',
      { OriginalRepliedMessageSid: 'wamid.HBgNNTIx' },
      {},
    ],
    ['with a place off the globe, which is left out', { Latitude: '91', Longitude: '0' }, {}],
    [
      'with a place that is no number, which is left out',
      { Latitude: 'north', Longitude: '0' },
      {},
    ],
    ['with a character that no database takes', { Body: 'a\0b' }, { body: 'ab' }],
  ])('%s', (_name, fields, expected) => {
    expect(parseWebhook(account, { ...base, ...fields })).toEqual({ ...nothing, ...expected });
  });

  it.each([
    ['without a SID', { MessageSid: '' }],
    ['with a SID of another kind', { MessageSid: 'SM123' }],
    ['without From', { From: '' }],
    ['with a From of another channel than To', { From: '+15550111' }],
    ['with a From on WhatsApp that is no address there', { From: 'whatsapp:72466' }],
    ['to a user id', { To: 'whatsapp:US.4711' }],
    ['of another account', { AccountSid: `AC${'b'.repeat(32)}` }],
    ['with media that are not there', { NumMedia: '1' }],
  ])('%s is refused', (_name, fields) => {
    expect(() => parseWebhook(account, { ...base, ...fields })).toThrow(MalformedWebhookError);
  });
});

describe('a status callback', () => {
  it.each([
    ['queued', 'accepted'],
    ['sending', 'accepted'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['failed', 'failed'],
    ['undelivered', 'undelivered'],
    ['canceled', 'failed'],
  ])('%s is %s to the relay', (told, status) => {
    const form = { AccountSid: account.accountSid, MessageSid: base.MessageSid };
    expect(parseWebhook(account, { ...form, MessageStatus: told })).toEqual({
      kind: 'status',
      providerSid: base.MessageSid,
      status,
      errorCode: null,
    });
  });

  it('carries the error code', () => {
    const form = { ...base, MessageStatus: 'undelivered', ErrorCode: '63016' };
    expect(parseWebhook(account, form)).toMatchObject({ status: 'undelivered', errorCode: 63016 });
  });

  it.each(['none', '63016.5', '999999999999'])(
    'with the error code %s still tells its status',
    (told) => {
      const form = { ...base, MessageStatus: 'failed', ErrorCode: told };
      expect(parseWebhook(account, form)).toMatchObject({ status: 'failed', errorCode: null });
    },
  );

  it('of a status that is not known yet is of no use, and no fault', () => {
    expect(parseWebhook(account, { ...base, MessageStatus: 'teleported' })).toBeNull();
  });
});
