import { valueFault } from '../../../../shared/domain/template/variables.ts';
import { describe, expect, it } from 'vitest';
import { insertTarget } from '../../../../renderer/features/templates/insert-target.ts';
import { languageName } from '../../../../renderer/features/templates/language-name.ts';
import { pickableTemplates } from '../../../../renderer/features/templates/order-templates.ts';
import { languageDistance } from '../../../../shared/domain/template/language-distance.ts';
import { sendBlock } from '../../../../renderer/features/templates/send-block.ts';
import { templateParts } from '../../../../shared/domain/template/parts.ts';
import {
  fillTemplate,
  variableContext,
  variableName,
} from '../../../../renderer/features/templates/template-parts.ts';
import {
  asOneLine,
  checkTemplate,
} from '../../../../renderer/features/templates/variable-checks.ts';
import { templateRecord, type TemplateRecord } from '../../../../shared/contract/records.ts';

const BODY = 'Hello {{1}}, your order {{2}} has left us.';

function aTemplate(number: number, overrides: Partial<Record<keyof TemplateRecord, unknown>> = {}) {
  return templateRecord.parse({
    id: `30000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name: `template_${number}`,
    language: 'en',
    category: 'utility',
    status: 'approved',
    rejectionReason: null,
    header: null,
    body: BODY,
    footer: null,
    buttons: [],
    variables: [
      { key: '1', sample: 'Grace' },
      { key: '2', sample: 'NW-4711' },
    ],
    ...overrides,
  });
}

describe("a template's text", () => {
  it('is cut into words and variables', () => {
    expect(templateParts('{{1}} and {{ 2 }}')).toEqual([
      { kind: 'variable', key: '1', written: '{{1}}' },
      { kind: 'text', text: ' and ' },
      { kind: 'variable', key: '2', written: '{{ 2 }}' },
    ]);
  });

  it('keeps the place of what is not filled', () => {
    expect(fillTemplate(BODY, { '1': 'Ana' })).toBe('Hello Ana, your order {{2}} has left us.');
  });

  it('does not fill a variable from the value of another', () => {
    expect(fillTemplate(BODY, { '1': '{{2}}', '2': 'X' })).toBe(
      'Hello {{2}}, your order X has left us.',
    );
  });

  it('calls a variable by its name where it has one', () => {
    expect(variableName('order_number')).toBe('order number');
    expect(variableName('2')).toBeNull();
    expect(variableName('__')).toBeNull();
  });

  it('names a variable by the words around it', () => {
    expect(variableContext(BODY, '2')).toEqual({ before: 'your order ', after: ' has left us.' });
    expect(variableContext(BODY, '1').before).toBe('Hello ');
  });
});

describe('the value of a variable', () => {
  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['a\nb', 'line_break'],
    ['a\r\nb', 'line_break'],
    ['a\u2028b', 'line_break'],
    ['a\tb', 'tab'],
    ['a    b', null],
    ['a     b', 'spaces'],
    ['x'.repeat(1_600), null],
    ['x'.repeat(1_601), 'too_long'],
    ['NW-4711', null],
  ])('case %#: %j', (value, problem) => {
    expect(valueFault(value)).toBe(problem);
  });

  it('is mended by one line', () => {
    expect(asOneLine(' Your order\r\n\tis     packed. ')).toBe('Your order is packed.');
    expect(valueFault(asOneLine('a\n\tb        c'))).toBeNull();
  });
});

describe('sending a template', () => {
  const template = aTemplate(1);
  const block = (variables: Record<string, string>, sendable = true, lacksOptIn = false) =>
    sendBlock(checkTemplate(template, variables), sendable, lacksOptIn);

  it.each([
    [{}, { kind: 'fill', count: 2 }],
    [{ '1': 'Ana' }, { kind: 'fill', count: 1 }],
    [
      { '1': 'Ana', '2': 'a\nb' },
      { kind: 'mend', count: 1 },
    ],
    [{ '2': 'a\tb' }, { kind: 'mend', count: 1 }],
    [{ '1': 'Ana', '2': 'NW-1' }, { kind: 'none' }],
    [
      { '1': 'Ana', '2': 'x'.repeat(1_010) },
      { kind: 'body_too_long', count: 1_045 },
    ],
  ])('case %#', (variables, expected) => {
    expect(block(variables)).toEqual(expected);
  });

  it('says first what no filling can mend', () => {
    expect(block({}, false, true)).toEqual({ kind: 'not_approved' });
    expect(block({}, true, true)).toEqual({ kind: 'no_opt_in' });
  });

  it('needs a variable of the header too, and none where there is none', () => {
    const header = aTemplate(2, { header: 'Order {{3}}' });
    expect(checkTemplate(header, { '1': 'a', '2': 'b' }).count).toBe(1);
    expect(checkTemplate(aTemplate(3, { body: 'Hi', variables: [] }), {}).count).toBe(0);
  });

  it.each([
    [{}, null, '1'],
    [{ '1': 'Ana' }, null, '2'],
    [{ '1': 'Ana', '2': 'x' }, null, '2'],
    [{}, '2', '2'],
    [{}, '9', '1'],
  ])('puts the kept draft into the variable that waits: case %#', (variables, focused, key) => {
    expect(insertTarget(template, variables, focused)).toBe(key);
  });
});

describe('pickableTemplates', () => {
  const all = [
    aTemplate(1, { name: 'b_order', language: 'en' }),
    aTemplate(2, { name: 'a_order', language: 'es' }),
    aTemplate(3, { name: 'c_order', language: 'es_MX' }),
    aTemplate(4, { name: 'd_order', language: 'es_ES' }),
    aTemplate(5, { name: 'a_promo', language: 'es_MX', status: 'rejected', body: 'Oferta única' }),
    aTemplate(6, { name: 'f_soon', language: 'es_MX', status: 'pending' }),
  ];
  const names = (search: string, language: string | null = 'es_MX') =>
    pickableTemplates(all, search, language).map(({ name }) => name);

  it("shows what can be sent, the customer's language first", () => {
    expect(names('')).toEqual(['c_order', 'a_order', 'd_order', 'b_order']);
    expect(names('', null)).toEqual(['a_order', 'b_order', 'c_order', 'd_order']);
  });

  it('finds by every word, without minding accents and case', () => {
    expect(names('C_ORDER es_mx')).toEqual(['c_order']);
    expect(names('oferta unica')).toEqual(['a_promo']);
    expect(names('nothing like it')).toEqual([]);
  });

  it('shows what cannot be sent only to a search, and last', () => {
    expect(names('es_MX')).toEqual(['c_order', 'a_promo', 'f_soon']);
  });

  it.each([
    ['es_MX', 'es_MX', 0],
    ['es', 'es_MX', 1],
    ['es_ES', 'es_MX', 2],
    ['en', 'es_MX', 3],
    ['en', null, 3],
  ] as const)('%s for %s: %i', (template, contact, distance) => {
    expect(languageDistance(template, contact)).toBe(distance);
  });
});

describe('languageName', () => {
  it.each([
    ['es_MX', 'Spanish (Mexico)'],
    ['de', 'German'],
    ['not a language', 'not a language'],
  ])('%s is %s', (code, name) => {
    expect(languageName(code, 'en')).toBe(name);
  });
});
