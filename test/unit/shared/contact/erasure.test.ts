import { describe, expect, it } from 'vitest';
import { isSameAnswer } from '../../../../shared/domain/contact/erasure.ts';

describe('what is typed to confirm an erasure', () => {
  it.each([
    ['Mara López', 'mara lópez'],
    ['Mara López', '  MARA  LÓPEZ '],
    ['+4915112345678', '+49 (151) 123-45678'],
  ])('%s is meant by %s', (known, typed) => {
    expect(isSameAnswer(typed, known)).toBe(true);
  });

  it.each([
    ['Mara López', 'Mara'],
    ['Mara López', ''],
    ['...', ' '],
    ['+4915112345678', '4915112345678'],
  ])('%s is not meant by %s', (known, typed) => {
    expect(isSameAnswer(typed, known)).toBe(false);
  });
});
