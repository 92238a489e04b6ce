import { describe, expect, it } from 'vitest';
import { review } from '../../../simulator/content/review-rules.ts';
import type { ContentRecord } from '../../../simulator/core/records.ts';

function content(body: string, change: Partial<ContentRecord> = {}, category = 'UTILITY') {
  return {
    sid: `HX${'1'.repeat(32)}`,
    friendlyName: 'order_confirmed',
    language: 'en',
    variables: { '1': 'Grace', '2': 'NW-41873' },
    types: { 'twilio/text': { body } },
    dateCreated: 0,
    dateUpdated: 0,
    approval: {
      name: 'order_confirmed',
      category,
      contentType: 'twilio/text',
      status: 'pending',
      rejectionReason: '',
      allowCategoryChange: true,
      pauses: 0,
    },
    ...change,
  } satisfies ContentRecord;
}

const GOOD = 'Hello {{1}}, we have received your order {{2}} and will be in touch.';

describe('review', () => {
  it('approves what is in order, in the category that was asked for', () => {
    expect(review(content(GOOD), [])).toEqual({ isApproved: true, category: 'UTILITY' });
    expect(review(content(GOOD, {}, 'MARKETING'), [])).toMatchObject({ category: 'MARKETING' });
  });

  it.each([
    ['a variable first', '{{1}}, we have received your order {{2}} and thank you.', 'start or end'],
    ['a variable last', 'Hello {{1}}, we have received your order {{2}}', 'start or end'],
    [
      'a gap in the numbers',
      'Hello {{1}}, we have received your order {{3}} today.',
      'without gaps',
    ],
    ['a broken variable', 'Hello {{1}, we have received your order today, thank you.', 'malformed'],
    [
      'variables side by side',
      'Hello {{1}} {{2}}, we have received your order today.',
      'next to each other',
    ],
    ['too few words', 'Order {{1}} and {{2}} sent.', 'too many variables'],
    [
      'a request for card numbers',
      'Please send us your card number for this order today.',
      'sensitive',
    ],
    ['a shortened link', 'Follow your order here today: bit.ly/abc and call us.', 'links'],
    ['a passcode', 'Your verification code for the portal follows in a minute.', 'authentication'],
  ])('rejects %s', (_what, body, reason) => {
    const verdict = review(content(body), []);
    expect(verdict.isApproved).toBe(false);
    expect('reason' in verdict ? verdict.reason : '').toContain(reason);
  });

  it('rejects a variable without a sample', () => {
    const verdict = review(content(GOOD, { variables: { '1': 'Grace' } }), []);
    expect('reason' in verdict ? verdict.reason : '').toContain('sample is missing');
  });

  it('rejects the wording of another template of the same language', () => {
    const other = content(GOOD, { sid: `HX${'2'.repeat(32)}` });
    expect(review(content(GOOD), [other])).toMatchObject({ isApproved: false });
    expect(review(content(GOOD), [{ ...other, language: 'de' }])).toMatchObject({
      isApproved: true,
    });
  });

  it('approves a utility template that sells as marketing', () => {
    const body = 'Hello {{1}}, with your order {{2}} comes a discount on all gloves this week.';
    expect(review(content(body), [])).toEqual({ isApproved: true, category: 'MARKETING' });
  });
});
