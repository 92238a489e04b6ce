import { expect, it } from 'vitest';
import { tidyFileName } from '../../../../../main/services/attachments/file-name.ts';

it.each([
  ['Angebot „33418“.pdf', 'Angebot „33418“.pdf'],
  ['C:\\fakepath\\foto.png', 'foto.png'],
  ['../../etc/passwd', 'passwd'],
  ['a\r\nb\u0000.pdf', 'ab.pdf'],
  // A name that would read backwards hides what the file is.
  ['rechnung\u202efdp.exe', 'rechnungfdp.exe'],
  ['  ', null],
  ['..', null],
  ['folder/', null],
  [null, null],
])('the name %j is shown as %j', (given, shown) => {
  expect(tidyFileName(given)).toBe(shown);
});

it('is not longer than a file system takes', () => {
  expect(tidyFileName('ñ'.repeat(300))).toBe('ñ'.repeat(255));
});
