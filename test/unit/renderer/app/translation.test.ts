import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../../../../shared/contract/errors.ts';
import { NOTICES, notice } from '../../../../shared/wording/notices.ts';
import { loadAllStrings, startTranslation } from '../../../../renderer/i18n/index.ts';

const renderer = join(import.meta.dirname, '../../../../renderer');
const i18n = await startTranslation('en');
await loadAllStrings();
const sources = globSync('**/*.{ts,tsx}', { cwd: renderer }).map((path) => ({
  path,
  text: readFileSync(join(renderer, path), 'utf8'),
}));

/** The keys that a file asks for in plain words, each in every namespace that it uses. */
function keysOf(text: string): string[][] {
  const namespaces = [...text.matchAll(/useTranslation\('(\w+)'\)/g)].map(([, name]) => name);
  return [...text.matchAll(/\bt\(\s*'([^'$]+)'/g)].map(([, key = '']) =>
    key.includes(':') ? [key] : namespaces.map((name) => `${name}:${key}`),
  );
}
const isThere = (key: string) => i18n.exists(key) || i18n.exists(key, { count: 2 });

describe('the strings of the interface', () => {
  it('are there for every key that is asked for in plain words', () => {
    // Files that get `t` from elsewhere say nothing of its namespace.
    const asked = sources
      .filter(({ text }) => text.includes('useTranslation('))
      .flatMap(({ path, text }) => keysOf(text).map((keys) => ({ path, keys })));
    const missing = asked.filter(({ keys }) => !keys.some(isThere));
    expect(asked.length).toBeGreaterThan(50);
    expect(missing.map(({ path, keys }) => `${path}: ${keys.join(' or ')}`)).toEqual([]);
  });

  it('say every refusal of the contract', () => {
    for (const [code, { what, next }] of Object.entries(REFUSALS)) {
      expect(i18n.t(`errors:${code}.what`)).toBe(what);
      expect(i18n.t(`errors:${code}.next`)).toBe(next);
    }
  });

  it('are the same in a notification of the system as on the page', () => {
    const name = 'Lucía Ortega';
    for (const count of [1, 2, 15]) {
      const values = { count, name };
      const title = i18n.t('notices:windowCloses', values);
      expect(notice('windowCloses', values)).toBe(title);
      expect(notice('manyWindowsClose', values)).toBe(i18n.t('notices:manyWindowsClose', values));
    }
    expect(notice('windowCloses', { count: 1, name })).toBe(
      'The window with Lucía Ortega closes in 1 minute',
    );
    expect(notice('newMessage')).toBe('New message');
  });

  it('have no exclamation marks, and never say that something went wrong', () => {
    const files = globSync('i18n/en/**/*.json', { cwd: renderer });
    expect(files.map((path) => basename(path))).toContain('inbox.json');
    for (const path of files) {
      expect(readFileSync(join(renderer, path), 'utf8')).not.toMatch(/!|something went wrong/i);
    }
    expect(JSON.stringify(NOTICES)).not.toMatch(/!|something went wrong/i);
  });
});
