import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkVariables,
  MAX_VARIABLE_LENGTH,
  renderTemplate,
} from '../../../../shared/domain/template/variables.ts';

describe('the values of a template', () => {
  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['two\nlines', 'line_break'],
    ['two\rlines', 'line_break'],
    ['two\u2028lines', 'line_break'],
    ['a\ttab', 'tab'],
    ['five     spaces', 'spaces'],
    ['x'.repeat(MAX_VARIABLE_LENGTH + 1), 'too_long'],
  ])('%j is refused as %s', (value, fault) => {
    expect(checkVariables(['1'], { '1': value })).toEqual([{ key: '1', fault }]);
  });

  it.each(['Anna', 'four    spaces', 'x'.repeat(MAX_VARIABLE_LENGTH), 'Straße 7, München'])(
    '%j is taken',
    (value) => {
      expect(checkVariables(['1'], { '1': value })).toEqual([]);
    },
  );

  it('every key needs a value, and every value a key', () => {
    expect(checkVariables(['1', '2'], { '2': 'b', '3': 'c' })).toEqual([
      { key: '1', fault: 'missing' },
      { key: '3', fault: 'unknown' },
    ]);
    expect(checkVariables([], {})).toEqual([]);
    expect(checkVariables(['constructor'], {})).toEqual([{ key: 'constructor', fault: 'missing' }]);
  });
});

describe('a rendered template', () => {
  it('has its variables filled in, each as often as it occurs', () => {
    expect(
      renderTemplate('Hello {{1}}, order {{2}} is ready. Thank you, {{1}}.', {
        '1': 'Anna',
        '2': '4711',
      }),
    ).toBe('Hello Anna, order 4711 is ready. Thank you, Anna.');
  });

  it('keeps a placeholder without a value', () => {
    expect(renderTemplate('Hello {{1}}', {})).toBe('Hello {{1}}');
  });

  it('fills a variable with blanks inside its braces, and one that has a name', () => {
    expect(renderTemplate('{{ 1 }} and {{ order_no }}', { '1': 'one', order_no: '4711' })).toBe(
      'one and 4711',
    );
    expect(renderTemplate('{{ 1 }}, {{\n1}}, {{a b}}', {})).toBe('{{ 1 }}, {{\n1}}, {{a b}}');
  });

  it('takes a value literally, whatever it looks like', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('{{2}}', '{{1}}', '$&', '$1', "$'", '{{', '}}'),
    );
    fc.assert(
      fc.property(value, value, (one, two) => {
        const rendered = renderTemplate('a {{1}} b {{2}} c', { '1': one, '2': two });
        expect(rendered).toBe(`a ${one} b ${two} c`);
      }),
    );
  });
});
