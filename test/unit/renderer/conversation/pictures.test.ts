import { describe, expect, it } from 'vitest';
import {
  neighbours,
  picturesOf,
} from '../../../../renderer/features/conversation/model/pictures.ts';
import { aFile } from '../attachments/a-file.ts';
import { aMessage } from './a-message.ts';

const [one, two, sheet] = [aFile('one.jpg'), aFile('two.jpg'), aFile('sheet.pdf')];
const messages = [
  aMessage({ number: 1, media: [one] }),
  aMessage({ number: 2, media: [sheet] }),
  aMessage({ number: 3, media: [two] }),
];

describe('the pictures of a conversation', () => {
  const pictures = picturesOf(messages);

  it('are those of its messages in their order; a document is none', () => {
    expect(pictures.map(({ media }) => media.fileName)).toEqual(['one.jpg', 'two.jpg']);
    expect(pictures[1]?.at).toBe(messages[2]?.at);
  });

  it('have the earlier one before them and the later one after them', () => {
    const [first, second] = pictures;
    expect(first && neighbours(pictures, first)).toEqual({
      previous: null,
      next: second,
      index: 0,
    });
    expect(second && neighbours(pictures, second).previous).toBe(first);
  });

  it('have none once they are no longer loaded', () => {
    expect(neighbours(pictures, { media: sheet, at: 0 })).toEqual({
      previous: null,
      next: null,
      index: -1,
    });
  });
});
