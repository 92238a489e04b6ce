import { describe, expect, it } from 'vitest';
import {
  attachmentFault,
  attachmentKind,
  takesCaption,
} from '../../../../shared/domain/attachment/attachment.ts';
import { LARGEST_ATTACHMENT } from '../../../../shared/domain/attachment/limits.ts';

describe('what a channel takes', () => {
  it.each([
    ['image/jpeg', 5_000_000],
    ['image/png', 5_000_000],
    ['video/mp4', 16_000_000],
    ['audio/ogg; codecs=opus', 16_000_000],
    ['AUDIO/MPEG', 16_000_000],
    ['application/pdf', 16_000_000],
    ['text/vcard', 16_000_000],
  ])('takes %s up to %d bytes on WhatsApp', (type, most) => {
    expect(attachmentFault('whatsapp', type, most)).toBeNull();
    expect(attachmentFault('whatsapp', type, most + 1)).toBe('attachment_too_large');
  });

  it.each(['image/webp', 'image/svg+xml', 'text/html', 'application/zip', '', 'constructor'])(
    'does not take "%s"',
    (type) => {
      expect(attachmentFault('whatsapp', type, 1)).toBe('attachment_type_not_supported');
      expect(attachmentKind(type)).toBeNull();
    },
  );

  it('takes no file of no bytes, which the provider could not fetch', () => {
    expect(attachmentFault('whatsapp', 'application/pdf', 0)).toBe('attachment_type_not_supported');
  });

  it('takes no file on SMS, whatever it is', () => {
    expect(attachmentFault('sms', 'image/jpeg', 1)).toBe('attachments_not_supported');
    expect(attachmentFault('sms', 'text/html', 99_999_999)).toBe('attachments_not_supported');
  });

  it('knows the largest of all', () => {
    expect(LARGEST_ATTACHMENT).toBe(16_000_000);
  });
});

describe('captions', () => {
  it('go with pictures and films', () => {
    expect(['image/jpeg', 'image/png', 'video/mp4'].map(takesCaption)).toEqual([true, true, true]);
  });

  it('do not go with anything else: their text would not arrive', () => {
    const types = ['audio/ogg', 'application/pdf', 'text/vcard', 'image/webp'];
    expect(types.map(takesCaption)).toEqual([false, false, false, false]);
  });
});
