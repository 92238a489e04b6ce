import { describe, expect, it } from 'vitest';
import {
  MAX_RECENT,
  recentEmoji,
  rememberEmoji,
  type TextStore,
} from '../../../../renderer/features/emoji/recent-emoji.ts';
import { withRecent } from '../../../../renderer/features/emoji/with-recent.ts';

function store(first: string | null = null): TextStore {
  let text = first;
  return {
    getItem: () => text,
    setItem: (_, value) => {
      text = value;
    },
  };
}

describe('the emoji used last', () => {
  it('come first, each once, and no more than two rows of them', () => {
    const kept = store();
    for (const emoji of ['👍', '🙏', '👍']) rememberEmoji(kept, emoji);
    expect(recentEmoji(kept)).toEqual(['👍', '🙏']);
    for (let at = 0; at < 40; at += 1) rememberEmoji(kept, `e${at}`);
    expect(recentEmoji(kept)).toHaveLength(MAX_RECENT);
    expect(recentEmoji(kept)[0]).toBe('e39');
  });

  it.each([['not json'], ['{"a":1}'], ['[1,2]'], [`["${'x'.repeat(99)}"]`]])(
    'are none where the store has %s',
    (text) => {
      expect(recentEmoji(store(text))).toEqual([]);
    },
  );

  it('cost nothing where the store is closed', () => {
    const closed: TextStore = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
    };
    expect(() => rememberEmoji(closed, '👍')).not.toThrow();
    expect(recentEmoji(closed)).toEqual([]);
  });
});

const tone = (emoji: string) => ({
  light: `${emoji}1`,
  'medium-light': `${emoji}2`,
  medium: `${emoji}3`,
  'medium-dark': `${emoji}4`,
  dark: `${emoji}5`,
});

describe('the group of those used last', () => {
  const skins = tone('👍');
  const data = {
    locale: 'en',
    emojis: [
      { emoji: '😀', category: 0, label: 'Grinning face', version: 1, tags: [] },
      { emoji: '👍', category: 1, label: 'Thumbs up', version: 1, tags: [], skins },
    ],
    categories: [{ index: 0, label: 'Smileys' }],
    skinTones: tone('✋'),
  };

  it('stands before all others, with the skin tone that was chosen', () => {
    const { emojis, categories } = withRecent(data, ['👍3', '😀', 'gone'], 'Used last');
    expect(categories[0]).toEqual({ index: -1, label: 'Used last' });
    expect(emojis.slice(0, 2).map(({ emoji, category }) => [emoji, category])).toEqual([
      ['👍3', -1],
      ['😀', -1],
    ]);
    expect(emojis).toHaveLength(4);
  });

  it('is not there before anything was used', () => {
    expect(withRecent(data, [], 'Used last')).toBe(data);
  });
});
