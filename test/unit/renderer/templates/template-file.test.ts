import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import {
  jsonPlaces,
  lineAt,
} from '../../../../renderer/features/admin/templates/files/json-places.ts';
import {
  planImport,
  readTemplates,
  writeTemplates,
} from '../../../../renderer/features/admin/templates/files/template-file.ts';
import { templateDraftId } from '../../../../shared/contract/ids.ts';
import type { TemplateDraftRecord } from '../../../../shared/contract/template-library.ts';
import { draftBody, messageContent } from '../../../support/templates/draft.ts';

function draft(word: string, more: Partial<TemplateDraftRecord> = {}): TemplateDraftRecord {
  return { id: templateDraftId.parse(v7()), ...draftBody(word), ...more };
}

const two = [draft('b', { tags: ['spring', 'b2b'] }), draft('a')];

describe('templates as a file', () => {
  it('are the same bytes in whatever order they come, and come back as they were', () => {
    const text = writeTemplates(two);
    expect(writeTemplates(two.toReversed())).toBe(text);
    const read = readTemplates(text);
    expect(read).toMatchObject({
      ok: true,
      bodies: [{ name: 'order_shipped_a' }, { tags: ['b2b', 'spring'] }],
    });
    expect(planImport(read.ok ? read.bodies : [], two)).toEqual({
      fresh: [],
      changed: [],
      same: 2,
    });
  });

  it('say what is new and what changes', () => {
    const read = readTemplates(writeTemplates([...two, draft('c')]));
    const changed = draft('a', {
      languages: [
        { language: 'en', content: messageContent({ body: 'Another {{order_number}} body.' }) },
      ],
    });
    expect(planImport(read.ok ? read.bodies : [], [changed])).toMatchObject({
      fresh: [{ name: 'order_shipped_b' }, { name: 'order_shipped_c' }],
      changed: [{ draft: { id: changed.id } }],
      same: 0,
    });
  });

  it.each([
    ['no JSON', (text: string) => text.replace('"version": 1,', '"version": 1'), 4, 'JSON'],
    [
      'a name twice',
      (text: string) => text.replace('order_shipped_b', 'order_shipped_a'),
      27,
      'twice',
    ],
    [
      'a category that there is not',
      (text: string) => text.replace('"utility"', '"news"'),
      7,
      'utility',
    ],
    ['a language that there is not', (text: string) => text.replace('"en"', '"xx"'), 9, 'language'],
    [
      'another kind of file',
      (text: string) => text.replace('casement-templates', 'x'),
      2,
      'casement',
    ],
    ['a field that nobody knows', (text: string) => text.replace('"name"', '"title"'), 5, 'name'],
  ])('with %s are read not at all, and the line is said', (_what, spoil, line, reason) => {
    const read = readTemplates(spoil(writeTemplates(two)));
    const [fault] = read.ok ? [] : read.faults;
    expect(fault).toMatchObject({ line });
    expect(JSON.stringify(read)).toContain(reason);
  });
});

const key = fc.constantFrom('name', 'a"b', 'a\\b', '😀', ' ');
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('json')),
    fc.dictionary(key, tie('json')),
  ),
}));

it('finds every value of any JSON where it stands', () => {
  fc.assert(
    fc.property(json, fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const places = jsonPlaces(text);
      const walk = (path: string, one: unknown): void => {
        const rest = text.slice(places.get(path) ?? -1);
        expect(rest.startsWith(JSON.stringify(one).slice(0, 1))).toBe(true);
        if (typeof one !== 'object' || one === null) return;
        for (const [name, child] of Object.entries(one)) {
          walk(path === '' ? name : `${path}.${name}`, child);
        }
      };
      walk('', value);
      expect(lineAt(text, text.length)).toBe(text.split('\n').length);
    }),
  );
});
