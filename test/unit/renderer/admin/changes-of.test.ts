import { expect, it } from 'vitest';
import { changesOf } from '../../../../renderer/features/admin/audit/changes-of.ts';

it('tells what changed, and leaves out what is the same', () => {
  expect(
    changesOf({
      before: { name: 'North', colour: 'blue', lines: [1] },
      after: { name: 'North', colour: 'pink', lines: [1], owner: null },
    }),
  ).toEqual([{ what: 'colour', before: 'blue', after: 'pink' }]);
});

it('tells everything of what was made or removed', () => {
  expect(changesOf({ before: null, after: { name: 'North', archived: false } })).toEqual([
    { what: 'name', before: null, after: 'North' },
    { what: 'archived', before: null, after: 'false' },
  ]);
  expect(changesOf({ before: { name: 'North' }, after: null })).toEqual([
    { what: 'name', before: 'North', after: null },
  ]);
});
