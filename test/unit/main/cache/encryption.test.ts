import { randomBytes } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect, meansDamagedFile } from '../../../../main/cache/database.ts';
import { aContact, aConversation, aMessage, aSender } from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { anIdentity, testCache } from '../../../support/test-cache.ts';

const SECRET = 'quotation-for-4711-zwölf-kisten';

describe('the encryption of the cache', () => {
  it('leaves nothing readable on the disk, nor in the log of SQLite', async () => {
    const folder = await temporaryFolder();
    const identity = anIdentity({ relayUrl: 'https://very-visible.example' });
    const cache = testCache({ folder, identity });
    const conversation = aConversation(aContact(), aSender());
    cache.messages.put(aMessage(conversation.id, { body: SECRET }), 1);
    const names = await readdir(folder);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const bytes = await readFile(join(folder, name));
      expect(bytes.includes(SECRET)).toBe(false);
      expect(bytes.includes('very-visible')).toBe(false);
      expect(bytes.includes('SQLite format 3')).toBe(false);
    }
    cache.close();
    const file = await readFile(cache.path);
    expect(file.byteLength).toBeGreaterThan(4096);
    expect(file.includes(SECRET)).toBe(false);
    expect((await stat(cache.path)).mode % 0o1000).toBe(0o600);
  });

  it('opens with its key and with no other', async () => {
    const key = randomBytes(32);
    const cache = testCache({ folder: await temporaryFolder(), key });
    cache.meta.set('mark', 'here');
    cache.close();
    const right = connect(cache.path, key);
    expect(right.prepare("select value from meta where key = 'mark'").get()).toStrictEqual({
      value: 'here',
    });
    right.close();
    let thrown: unknown;
    try {
      connect(cache.path, randomBytes(32));
    } catch (error) {
      thrown = error;
    }
    expect(meansDamagedFile(thrown)).toBe(true);
  });
});
