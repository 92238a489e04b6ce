import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testCache } from '../../../support/test-cache.ts';

function file(size: number) {
  return { contentType: 'image/png', fileName: null, bytes: new Uint8Array(size).fill(7) };
}

describe('media in the cache', () => {
  it('drops what was used longest ago until all fit', async () => {
    const { media } = testCache({ folder: await temporaryFolder() });
    media.put('a', file(40), 1, 100);
    media.put('b', file(40), 2, 100);
    media.get('a', 3);
    media.put('c', file(40), 4, 100);
    expect(media.get('b', 5)).toBeNull();
    expect(media.get('a', 6)?.bytes.byteLength).toBe(40);
    expect(media.get('c', 7)?.contentType).toBe('image/png');
  });

  it('keeps nothing that does not fit at all', async () => {
    const { media } = testCache({ folder: await temporaryFolder() });
    media.put('small', file(10), 1, 100);
    media.put('large', file(101), 2, 100);
    expect(media.get('large', 3)).toBeNull();
  });
});
