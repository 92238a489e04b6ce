import { describe, expect, it } from 'vitest';
import { isApple, shortcutKeys } from '../../../../renderer/ui/shortcut-keys.ts';

describe('a shortcut', () => {
  it('is written as the system writes it', () => {
    expect(shortcutKeys('Mod+Enter', true).map(({ key }) => key)).toEqual(['⌘', '↵']);
    expect(shortcutKeys('Mod+E', false)).toEqual([
      { key: 'Mod', name: 'ctrl' },
      { key: 'E', name: null },
    ]);
  });

  it.each([
    ['MacIntel', true],
    ['iPhone', true],
    ['Win32', false],
    ['Linux x86_64', false],
  ])('on %s: Apple %s', (platform, apple) => {
    expect(isApple(platform)).toBe(apple);
  });
});
