import { expect, it } from 'vitest';
import { mentionsIn, nameBeingTyped, noteParts } from '../../../../shared/domain/notes/mentions.ts';

const ANA = { id: 'a', name: 'Ana' };
const ANA_LOPEZ = { id: 'l', name: 'Ana López' };
const people = [ANA, ANA_LOPEZ];

it('names whom a whole name stands for, the longer name first, each once', () => {
  expect(mentionsIn('@Ana López, tell @Ana and @Ana', people)).toEqual(['l', 'a']);
  expect(mentionsIn('@Anabel, x@Ana, @Unknown and Ana', people)).toEqual([]);
});

it('loses nothing of the text', () => {
  const parts = noteParts('Ask @Ana López.', people);
  expect(parts).toEqual([
    { text: 'Ask ', personId: null },
    { text: '@Ana López', personId: 'l' },
    { text: '.', personId: null },
  ]);
});

it('knows the name that is being typed, and that an address is none', () => {
  expect(nameBeingTyped('Ask @An', 7)).toBe('An');
  expect(nameBeingTyped('Ask @An', 4)).toBeNull();
  expect(nameBeingTyped('ana@example', 11)).toBeNull();
});
