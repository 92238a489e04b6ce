import { describe, expect, it } from 'vitest';
import { mergePages } from '../../../../renderer/features/inbox/merge-pages.ts';
import { moveCursor } from '../../../../renderer/features/inbox/move-cursor.ts';
import { nameOf } from '../../../../renderer/features/inbox/name-of.ts';
import { previewOf } from '../../../../renderer/features/inbox/preview-of.ts';
import { anItem } from './items.ts';

describe('the line under the name', () => {
  it.each([
    [{ draft: ' Tomorrow\nat 9 ' }, { kind: 'draft', text: 'Tomorrow at 9' }],
    [{ draft: '  ' }, { kind: 'theirs', text: 'Hola' }],
    [{}, { kind: 'theirs', text: 'Hola' }],
    [{ lastMessage: { direction: 'outbound', status: 'read' } }, { kind: 'own' }],
    [{ lastMessage: { direction: 'outbound', status: 'queued' } }, { kind: 'waiting' }],
    [{ lastMessage: { direction: 'outbound', status: 'failed' } }, { kind: 'failed' }],
    [{ lastMessage: { direction: 'outbound', status: 'parked' } }, { kind: 'parked' }],
    [{ lastMessage: { direction: 'outbound', status: 'undelivered' } }, { kind: 'undelivered' }],
    [{ lastMessage: { direction: 'outbound', status: 'cancelled' } }, { kind: 'cancelled' }],
    [{ lastMessage: { direction: 'outbound', status: 'unconfirmed' } }, { kind: 'unconfirmed' }],
    [{ lastMessage: { kind: 'media', preview: null } }, { text: null, what: 'media' }],
    [{ lastMessage: null }, { kind: 'empty' }],
  ])('%j', (given, expected) => {
    expect(previewOf(anItem({ lastMessage: {}, ...given }))).toMatchObject(expected);
  });
});

describe('a name in the list', () => {
  const contact = { name: 'Ana', profileName: 'anita', company: 'Sol', phone: '+52155' };
  it.each([
    [{}, { name: 'Ana', company: 'Sol' }],
    [{ name: ' ' }, { name: 'anita', company: 'Sol' }],
    [
      { name: '', profileName: null },
      { name: '+52155', company: 'Sol' },
    ],
    [{ company: 'Ana' }, { name: 'Ana', company: null }],
    [{ company: null }, { name: 'Ana', company: null }],
  ])('%j', (given, expected) => {
    expect(nameOf({ ...contact, ...given })).toEqual(expected);
  });
});

describe('pages of the inbox', () => {
  it('show a conversation that rose between two pages once, in its newer place', () => {
    const risen = anItem({ number: 2, lastMessageAt: 900 });
    const pages = [
      { items: [risen, anItem({ number: 1, lastMessageAt: 800 })] },
      { items: [anItem({ number: 2, lastMessageAt: 10 }), anItem({ number: 3 })] },
    ];
    const merged = mergePages(pages);
    expect(merged).toHaveLength(3);
    expect(merged[0]).toBe(risen);
  });
});

describe('the cursor of the list', () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['j', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', -1, 0],
    ['k', 3, 2],
    ['ArrowUp', 0, 0],
    ['Home', 7, 0],
    ['End', 0, 9],
    ['PageDown', -1, 9],
    ['PageUp', 8, 0],
    ['x', 3, null],
  ])('%s from %i goes to %s', (key, at, expected) => {
    expect(moveCursor(key, at, 10)).toBe(expected);
  });

  it('goes nowhere in an empty list', () => {
    expect(moveCursor('End', -1, 0)).toBeNull();
  });
});
