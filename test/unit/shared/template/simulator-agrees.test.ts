import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ContentButton,
  MessageContent,
} from '../../../../shared/contract/template-content.ts';
import {
  checkTemplateContent,
  maySubmit,
} from '../../../../shared/domain/template/check-template.ts';
import { contentTypeOf, toProvider } from '../../../../shared/domain/template/content-type.ts';
import { readCreation } from '../../../../simulator/content/content-types.ts';
import { review } from '../../../../simulator/content/review-rules.ts';
import { templateCase } from './message-content.ts';

/* The simulator's reviewers and its Content API have rules of their own, written apart from the
 * domain's: what our checks let through, they must take. */

const piece = fc.constantFrom(
  'Hello ',
  'your order ',
  '{{customer}}',
  '{{order_number}}',
  ' {{customer}} ',
  'has left our warehouse and will be with you soon',
  ', ',
  '. ',
  '\n\n',
  '*bold* ',
  '{{',
  '}}',
  '😀',
  ' bit.ly/abc ',
  'verification code ',
  'x'.repeat(300),
);
const text = (longest: number) =>
  fc.array(piece, { maxLength: longest }).map((pieces) => pieces.join(''));
const title = fc.oneof(fc.constantFrom('Yes', 'No', 'Track', 'Call us', ''), text(3));
const button: fc.Arbitrary<ContentButton> = fc.oneof(
  fc.record({ kind: fc.constant('quick_reply' as const), title }),
  fc.record({
    kind: fc.constant('url' as const),
    title,
    url: fc.constantFrom(
      'https://example.com/shop',
      'https://example.com/{{order_number}}',
      'https://wa.me/49',
      'x',
    ),
  }),
  fc.record({
    kind: fc.constant('phone_number' as const),
    title,
    phone: fc.constantFrom('+4930901820', '030'),
  }),
  fc.record({
    kind: fc.constant('copy_code' as const),
    title,
    code: fc.constantFrom('SPRING', ''),
  }),
);
const header: fc.Arbitrary<MessageContent['header']> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('text' as const), text: text(3) }),
  fc.record({
    kind: fc.constantFrom('image' as const, 'video' as const, 'document' as const),
    url: fc.constantFrom('https://example.com/a.png', ''),
  }),
  fc.constant({ kind: 'location' as const }),
);
const content: fc.Arbitrary<MessageContent> = fc.record({
  kind: fc.constant('message' as const),
  header,
  body: fc.oneof(
    text(8),
    fc.constant('Hello {{customer}}, your order {{order_number}} has left our warehouse today.'),
  ),
  footer: fc.oneof(fc.constant(''), text(2)),
  buttons: fc.array(button, { maxLength: 4 }),
  variables: fc.constant([
    { name: 'customer', sample: 'Grace' },
    { name: 'order_number', sample: 'NW-41873' },
  ]),
});

describe('what the checks let through', () => {
  it('is taken by the Content API and approved by the reviewers', () => {
    let passed = 0;
    fc.assert(
      fc.property(content, (given) => {
        const of = templateCase({}, { content: given });
        if (!maySubmit(checkTemplateContent(of))) return;
        passed += 1;
        const provider = toProvider(given);
        expect(provider).not.toBeNull();
        const created = readCreation({ language: 'en', ...provider });
        const record = {
          sid: `HX${'1'.repeat(32)}`,
          friendlyName: of.name,
          language: 'en',
          variables: created.variables ?? {},
          types: created.types,
          dateCreated: 0,
          dateUpdated: 0,
          approval: {
            name: of.name,
            category: 'UTILITY',
            contentType: contentTypeOf(given) ?? '',
            status: 'pending' as const,
            rejectionReason: '',
            allowCategoryChange: true,
            pauses: 0,
          },
        };
        expect(review(record, [])).toMatchObject({ isApproved: true });
      }),
      { numRuns: 3_000 },
    );
    expect(passed).toBeGreaterThan(100);
  });
});
