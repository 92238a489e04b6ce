import { describe, expect, it } from 'vitest';
import {
  checkPicked,
  MAX_ATTACHMENTS,
} from '../../../../renderer/features/attachments/check-picked.ts';
import {
  carriesFiles,
  pastedFiles,
} from '../../../../renderer/features/attachments/pasted-files.ts';

const MB = 1_000_000;
const file = (name: string, type: string, size = 1_000) => ({ name, type, size });

describe('picked files', () => {
  it('are taken as they are where the channel takes them', () => {
    const files = [file('a.jpg', 'image/jpeg', 5 * MB), file('b.pdf', 'application/pdf', 16 * MB)];
    expect(checkPicked(files, 'whatsapp', 0)).toEqual({ taken: files, faults: [] });
  });

  it('are refused one by one, each with its own reason, and the others are taken', () => {
    const good = file('good.png', 'image/png');
    const { taken, faults } = checkPicked(
      [
        file('big.jpg', 'image/jpeg', 5 * MB + 1),
        good,
        file('empty.pdf', 'application/pdf', 0),
        file('program.exe', 'application/x-msdownload'),
        file('folder', ''),
      ],
      'whatsapp',
      0,
    );
    expect(taken).toEqual([good]);
    expect(faults.map(({ name, fault, limit }) => [name, fault, limit])).toEqual([
      ['big.jpg', 'too_large', 5 * MB],
      ['empty.pdf', 'empty', null],
      ['program.exe', 'type', null],
      ['folder', 'type', null],
    ]);
  });

  it('are never taken by SMS', () => {
    const { taken, faults } = checkPicked([file('a.jpg', 'image/jpeg')], 'sms', 0);
    expect(taken).toEqual([]);
    expect(faults[0]?.fault).toBe('channel');
  });

  it('are at most ten with those that are there', () => {
    const files = Array.from({ length: 4 }, (_, at) => file(`${at}.jpg`, 'image/jpeg'));
    const { taken, faults } = checkPicked(files, 'whatsapp', MAX_ATTACHMENTS - 3);
    expect(taken).toHaveLength(3);
    expect(faults).toEqual([{ name: '3.jpg', fault: 'too_many', size: 1_000, limit: null }]);
  });
});

describe('what is pasted', () => {
  it('is a file where a picture or file was copied', () => {
    expect(pastedFiles({ types: ['Files'], files: ['shot.png'] })).toEqual(['shot.png']);
    expect(pastedFiles({ types: ['text/html', 'Files'], files: ['shot.png'] })).toEqual([
      'shot.png',
    ]);
    expect(pastedFiles({ types: ['text/plain', 'Files'], files: ['a.pdf'] })).toEqual(['a.pdf']);
  });

  it('is a text where an office program put a picture of it beside it', () => {
    const types = ['text/plain', 'text/html', 'text/rtf', 'Files'];
    expect(pastedFiles({ types, files: ['image.png'] })).toEqual([]);
  });
});

it('a dragged text is no file', () => {
  expect(carriesFiles(['text/plain', 'text/uri-list'])).toBe(false);
  expect(carriesFiles(['Files'])).toBe(true);
});
