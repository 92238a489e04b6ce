import { describe, expect, it } from 'vitest';
import type {
  ContentButton,
  MessageContent,
} from '../../../../shared/contract/template-content.ts';
import {
  checkTemplateContent,
  maySubmit,
  TEMPLATE_RULES,
} from '../../../../shared/domain/template/check-template.ts';
import type { TemplateCase } from '../../../../shared/domain/template/finding.ts';
import { messageContent, templateCase } from './message-content.ts';

const reply = (title: string): ContentButton => ({ kind: 'quick_reply', title });
const url = (to: string, title = 'Track'): ContentButton => ({ kind: 'url', title, url: to });
const TRACK = url('https://example.com/track/{{order_number}}');
const SHOP = url('https://example.com/shop', 'Shop');
const CALL: ContentButton = { kind: 'phone_number', title: 'Call us', phone: '+4930901820' };
const CODE: ContentButton = { kind: 'copy_code', title: 'Copy', code: 'SPRING' };
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

/** What is found in a case with something more, and the values of it. */
const foundWith = (more: Partial<TemplateCase>) =>
  checkTemplateContent({ ...templateCase(), ...more }).map(({ rule, values }) => [rule, values]);

/** Every rule with contents that it speaks of. */
const WRONG: readonly (readonly [rule: string, change: Partial<MessageContent>])[] = [
  ['body.missing', { body: '  \n' }],
  ['body.too_long', { body: `Hello, ${'x'.repeat(1018)}` }],
  ['header.missing', { header: { kind: 'text', text: ' ' } }],
  ['header.too_long', { header: { kind: 'text', text: 'x'.repeat(61) } }],
  ['header.line_break', { header: { kind: 'text', text: 'one\ntwo' } }],
  ['header.marks', { header: { kind: 'text', text: 'Your *order*' } }],
  ['header.file_missing', { header: { kind: 'image', url: '' } }],
  ['header.file_missing', { header: { kind: 'document', url: 'http://example.com/a.pdf' } }],
  ['header.location', { header: { kind: 'location' } }],
  ['footer.too_long', { footer: 'x'.repeat(61) }],
  ['footer.variable', { footer: 'Yours, {{customer}}' }],
  ['footer.line_break', { footer: 'one\ntwo' }],
  ['variable.braces', { body: 'Hello {customer}}, thank you for the order you placed.' }],
  ['variable.braces', { body: 'Hello {{customer, thank you for the order you placed.' }],
  ['variable.name', { body: 'Hello {{Kunden Name}}, thank you for the order you placed.' }],
  ['variable.name', { body: 'Hello {{order#}}, thank you for the order you placed.' }],
  ['variable.mixed', { body: 'Hello {{1}}, we have got your order {{customer}} and thank you.' }],
  ['variable.gap', { body: 'Hello {{1}}, we have got your order {{3}} and thank you.' }],
  ['variable.at_edge', { body: '{{customer}}, thank you for the order that you placed.' }],
  ['variable.at_edge', { body: 'Thank you for the order that you placed, {{customer}}\n' }],
  ['variable.adjacent', { body: 'Hello dear {{customer}} {{order_number}}, thank you very much.' }],
  ['variable.too_many_for_text', { body: 'Hello {{customer}}: {{order_number}} shipped.' }],
  [
    'variable.too_many',
    { body: `${Array.from({ length: 101 }, (_, at) => `ab c {{v${at}}}`).join(' ')} end.` },
  ],
  [
    'variable.in_header_too_many',
    { header: { kind: 'text', text: '{{customer}}: order {{order_number}}' } },
  ],
  ['variable.no_sample', { variables: [{ name: 'customer', sample: 'Grace' }] }],
  [
    'variable.sample_wrong',
    {
      variables: [
        { name: 'customer', sample: 'Grace\nHopper' },
        { name: 'order_number', sample: 'NW-1' },
      ],
    },
  ],
  ['buttons.too_many', { buttons: Array.from({ length: 11 }, (_, at) => reply(`Reply ${at}`)) }],
  ['buttons.too_many_of_kind', { buttons: [SHOP, TRACK, url('https://example.com/help', 'Help')] }],
  ['buttons.too_many_of_kind', { buttons: [CALL, { ...CALL, title: 'Call them' }] }],
  ['buttons.replies_apart', { buttons: [reply('Yes'), SHOP, reply('No')] }],
  ['buttons.not_on_desktop', { buttons: [reply('Yes'), SHOP] }],
  ['buttons.not_on_desktop', { buttons: ['One', 'Two', 'Three', 'Four'].map(reply) }],
  ['button.title_missing', { buttons: [reply(' ')] }],
  ['button.title_too_long', { buttons: [reply('x'.repeat(21))] }],
  ['button.title_too_long', { buttons: [url('https://example.com', 'x'.repeat(26))] }],
  ['button.title_variable', { buttons: [reply('Yes, {{customer}}')] }],
  ['button.title_twice', { buttons: [reply('Yes'), reply('Yes ')] }],
  ['button.url_wrong', { buttons: [url('example.com/shop')] }],
  ['button.url_wrong', { buttons: [url(`https://example.com/${'x'.repeat(1990)}`)] }],
  ['button.url_variable', { buttons: [url('https://example.com/{{customer}}/orders')] }],
  ['button.phone_wrong', { buttons: [{ ...CALL, phone: '030 901820' }] }],
  ['button.code_wrong', { buttons: [{ ...CODE, code: 'LONGERTHANFIFTEEN' }] }],
  ['policy.short_link', { body: 'Hello, see your order at bit.ly/3xYz and thank you.' }],
  ['policy.short_link', { buttons: [url('https://wa.me/4915112345')] }],
  ['policy.sensitive_data', { body: 'Please answer with your card number so that we can ship.' }],
  ['policy.one_time_code', { body: 'Hello, your verification code is on its way to you now.' }],
];

const found = (change: Partial<MessageContent>, about = {}) =>
  checkTemplateContent(templateCase(change, about)).map(({ rule }) => rule);

describe('checks of a template', () => {
  it('finds nothing in one that is in order', () => {
    expect(found({})).toEqual([]);
    expect(
      found({
        header: { kind: 'text', text: 'Order {{order_number}}' },
        footer: 'Answer STOP to hear no more.',
        buttons: [TRACK, CALL],
      }),
    ).toEqual([]);
  });

  it.each(WRONG)('%s: %j', (rule, change) => {
    expect(found(change)).toContain(rule);
  });

  it('takes what is exactly as long as it may be', () => {
    expect(
      found({ header: { kind: 'text', text: 'x'.repeat(60) }, footer: 'x'.repeat(60) }),
    ).toEqual([]);
    expect(found({ body: 'x'.repeat(1024), buttons: [reply('x'.repeat(20))] })).toEqual([]);
    expect(
      found({ body: `${words(5)} {{customer}} {{order_number}}`.replace('} {', '}, or {') }),
    ).toEqual(['variable.at_edge']);
  });

  it('refuses a name that is taken in the language, and one that the platform cannot have', () => {
    const other = {
      name: 'order_shipped',
      language: 'en',
      category: null,
      body: 'Other words.',
      footer: '',
    };
    expect(found({}, { others: [other] })).toEqual(['name.taken']);
    expect(found({}, { others: [{ ...other, language: 'de' }] })).toEqual([]);
    expect(found({}, { name: 'Order-Shipped' })).toEqual(['name.wrong']);
    expect(found({}, { language: 'xx_YY' })).toEqual(['language.unknown']);
  });

  it('refuses the words of another template, however they are spaced', () => {
    const same = {
      name: 'shipped',
      language: 'en',
      category: 'utility',
      body: 'Hello {{customer}},  your order {{order_number}} has left our warehouse TODAY.',
      footer: '',
    } as const;
    expect(found({}, { others: [same] })).toEqual(['policy.same_wording']);
    expect(found({}, { others: [{ ...same, language: 'es' }] })).toEqual([]);
    expect(found({}, { others: [{ ...same, category: 'authentication' }] })).toEqual([]);
  });

  it('lets one-time passwords be authentication, and nothing else', () => {
    const password = {
      kind: 'one_time_password',
      copyTitle: 'Copy code',
      securityLine: true,
      expiryMinutes: 10,
    } as const;
    const check = (
      content: typeof password | MessageContent,
      category: 'utility' | 'authentication',
    ) => checkTemplateContent({ ...templateCase(), content, category }).map(({ rule }) => rule);
    expect(check(password, 'authentication')).toEqual([]);
    expect(check(password, 'utility')).toEqual(['category.not_authentication']);
    expect(check(messageContent(), 'authentication')).toEqual(['category.not_authentication']);
    const wrong = { ...password, copyTitle: '', expiryMinutes: 91 };
    expect(
      checkTemplateContent({ ...templateCase(), content: wrong, category: 'authentication' }).map(
        ({ rule }) => rule,
      ),
    ).toEqual(['one_time_password.title', 'one_time_password.expiry']);
  });

  it('mends with one click what it can, and each mending leaves nothing of its own rule', () => {
    const mended = WRONG.flatMap(([rule, change]) => {
      const of = templateCase(change);
      const finding = checkTemplateContent(of).find((one) => one.rule === rule);
      if (finding?.fix === undefined) return [];
      const after = checkTemplateContent({ ...of, content: finding.fix(of.content) });
      return [{ rule, still: after.filter((one) => one.rule === rule).length }];
    });
    expect(mended.filter(({ still }) => still > 0)).toEqual([]);
    expect(mended.length).toBeGreaterThan(8);
  });

  it('says until when a name is blocked, and utility templates are not to be had', () => {
    const { name, language } = templateCase();
    const blocked = [
      { name, language: 'xx', until: 9 },
      { name, language, until: 5 },
      { name, language, until: 7 },
    ];
    expect(foundWith({ blocked })).toEqual([['name.blocked', { name, language, until: 7 }]]);
    expect(foundWith({ blocked: blocked.slice(0, 1) })).toEqual([]);
    expect(foundWith({ noUtilityUntil: 8, category: 'utility' })).toEqual([
      ['category.restricted', { until: 8 }],
    ]);
    expect(foundWith({ noUtilityUntil: 8, category: 'marketing' })).toEqual([]);
    expect(foundWith({ noUtilityUntil: null, category: 'utility' })).toEqual([]);
  });

  it('has a test for every rule, and says where each comes from', () => {
    const tested = new Set([
      ...WRONG.map(([rule]) => rule),
      'name.wrong',
      'name.taken',
      'name.blocked',
      'category.restricted',
      'language.unknown',
      'category.not_authentication',
      'one_time_password.title',
      'one_time_password.expiry',
      'policy.same_wording',
    ]);
    expect(TEMPLATE_RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
    expect(TEMPLATE_RULES.filter(({ source }) => source === '')).toEqual([]);
  });

  it('lets a warning through', () => {
    const findings = checkTemplateContent(templateCase({ buttons: [reply('Yes'), SHOP] }));
    expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(maySubmit(findings)).toBe(true);
    expect(maySubmit(checkTemplateContent(templateCase({ body: '' })))).toBe(false);
  });
});
