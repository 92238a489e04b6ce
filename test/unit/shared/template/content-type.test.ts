import { describe, expect, it } from 'vitest';
import type {
  ContentButton,
  MessageContent,
} from '../../../../shared/contract/template-content.ts';
import { contentTypeOf, toProvider } from '../../../../shared/domain/template/content-type.ts';
import { messageContent } from './message-content.ts';

const YES: ContentButton = { kind: 'quick_reply', title: 'Yes' };
const SHOP: ContentButton = {
  kind: 'url',
  title: 'Shop',
  url: 'https://example.com/{{order_number}}',
};
const IMAGE = { kind: 'image', url: 'https://example.com/a.png' } as const;
const TITLE = { kind: 'text', text: 'Order {{order_number}}' } as const;

describe("the provider's type for a template", () => {
  it.each<[Partial<MessageContent>, string | null]>([
    [{}, 'twilio/text'],
    [{ footer: 'Yours' }, 'whatsapp/card'],
    [{ buttons: [YES] }, 'twilio/quick-reply'],
    [{ buttons: [YES], footer: 'Yours' }, 'whatsapp/card'],
    [{ buttons: [SHOP] }, 'twilio/call-to-action'],
    [{ buttons: [SHOP], body: 'x'.repeat(641) }, 'whatsapp/card'],
    [{ buttons: [YES, SHOP] }, 'whatsapp/card'],
    [{ header: IMAGE }, 'twilio/media'],
    [{ header: IMAGE, buttons: [YES] }, 'whatsapp/card'],
    [{ header: TITLE }, 'whatsapp/card'],
    [{ header: { kind: 'location' } }, null],
  ])('%j: %s', (change, type) => {
    expect(contentTypeOf(messageContent(change))).toBe(type);
  });

  it('numbers the variables in the order of header, body, buttons, with their samples', () => {
    expect(toProvider(messageContent({ header: TITLE, buttons: [SHOP] }))).toEqual({
      types: {
        'whatsapp/card': {
          header_text: 'Order {{1}}',
          body: 'Hello {{2}}, your order {{1}} has left our warehouse today.',
          actions: [{ type: 'URL', title: 'Shop', url: 'https://example.com/{{1}}' }],
        },
      },
      variables: { 1: 'NW-41873', 2: 'Grace' },
    });
  });

  it('has a one-time password as the platform knows it', () => {
    const made = toProvider({
      kind: 'one_time_password',
      copyTitle: 'Copy code',
      securityLine: true,
      expiryMinutes: 10,
    });
    expect(made?.types['whatsapp/authentication']).toEqual({
      actions: [{ type: 'COPY_CODE', copy_code_text: 'Copy code' }],
      add_security_recommendation: true,
      code_expiration_minutes: 10,
    });
  });
});
