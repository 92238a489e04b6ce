import { describe, expect, it } from 'vitest';
import {
  latestOf,
  nextNumber,
  versionName,
} from '../../../../shared/domain/template/library/versions.ts';

const version = (number: number, language: string, base = 'order_shipped') => ({
  number,
  language,
  name: versionName(base, number),
});
const never = () => false;

describe('the number of the next version', () => {
  it.each([
    ['the first of all', [], 'en', 1],
    ['another language of the first', [version(1, 'en')], 'es', 1],
    ['the second of a language', [version(1, 'en')], 'en', 2],
    ['a language that is behind', [version(1, 'en'), version(1, 'es'), version(2, 'en')], 'es', 2],
    ['a language that is ahead', [version(1, 'en'), version(2, 'en')], 'en', 3],
  ])('is right for %s', (_case, versions, language, expected) => {
    expect(nextNumber(versions, 'order_shipped', language, never)).toBe(expected);
  });

  it('passes over names that are taken or blocked', () => {
    const blocked = new Set(['order_shipped', 'order_shipped_v2']);
    expect(nextNumber([], 'order_shipped', 'en', (name) => blocked.has(name))).toBe(3);
  });

  it('never gives a name again that another number had under an older base', () => {
    const versions = [version(1, 'en', 'order_v2')];
    expect(versionName('order', nextNumber(versions, 'order', 'en', never))).not.toBe('order_v2');
  });
});

describe('the newest version of a language', () => {
  it('is the one with the highest number; null where there is none', () => {
    const versions = [version(2, 'en'), version(1, 'en'), version(3, 'es')];
    expect(latestOf(versions, 'en')?.number).toBe(2);
    expect(latestOf(versions, 'de')).toBeNull();
  });
});
