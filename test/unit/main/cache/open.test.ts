import { randomBytes } from 'node:crypto';
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { cacheName } from '../../../../main/cache/identity.ts';
import { connect } from '../../../../main/cache/database.ts';
import { putCommand } from '../../../../main/sync/outbox.ts';
import { conversationId, personId } from '../../../../shared/contract/ids.ts';
import type { LogLine } from '../../../../main/log.ts';
import { aMessage } from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { anIdentity, testCache } from '../../../support/test-cache.ts';

const aDraft = {
  text: 'Vierzig Kisten bis Frei',
  repliesToId: null,
  template: null,
  attachments: [],
};

/** A cache with a draft, a queued reply and its command. */
async function cacheWithWork() {
  const folder = await temporaryFolder();
  const identity = anIdentity();
  const key = randomBytes(32);
  const cache = testCache({ folder, identity, key });
  const id = conversationId.parse(v7());
  cache.drafts.set(id, aDraft, 1);
  const message = aMessage(id, { direction: 'outbound', status: 'queued' });
  cache.messages.put(message, 0);
  const input = {
    messageId: message.id,
    conversationId: id,
    body: 'Yes, 40 in stock',
    repliesToId: null,
    validUntil: null,
  };
  putCommand(cache, 'message.sendText', input, { conversationId: id, messageId: message.id });
  cache.messages.put(aMessage(id), 7);
  const commands = cache.outbox.all();
  cache.close();
  return { folder, identity, key, path: cache.path, id, message, commands };
}

describe('opening the cache', () => {
  it('finds drafts and unsent work again', async () => {
    const { folder, identity, key, id, commands } = await cacheWithWork();
    const again = testCache({ folder, identity, key });
    expect(again.drafts.get(id)).toStrictEqual(aDraft);
    expect(again.outbox.all()).toStrictEqual(commands);
    expect(commands).toHaveLength(1);
  });

  it('gives another person, tenant or relay a file of their own', async () => {
    const one = anIdentity();
    const names = [
      one,
      { ...one, personId: anIdentity().personId },
      { ...one, tenantId: anIdentity().tenantId },
      { ...one, relayUrl: 'https://other.example' },
    ].map((identity) => cacheName(identity));
    expect(new Set(names).size).toBe(4);
  });

  it("never opens another person's file, even under the right name and key", async () => {
    const { folder, identity, key, path, id } = await cacheWithWork();
    const other = { ...identity, personId: personId.parse(v7()) };
    const stolen = join(folder, `${cacheName(other)}.db`);
    await copyFile(path, stolen);
    const log: LogLine[] = [];
    const cache = testCache({ folder, identity: other, key, log });
    expect(cache.drafts.get(id)).toBeNull();
    expect(cache.outbox.all()).toStrictEqual([]);
    expect(log.map(({ event }) => event)).toStrictEqual(['cache.set_aside']);
    const names = await readdir(folder);
    expect(names.filter((name) => name.includes('.foreign-'))).toHaveLength(1);
  });

  it('sets a damaged file aside with its date and begins anew', async () => {
    const { folder, identity, key, path } = await cacheWithWork();
    await writeFile(path, randomBytes(20_000));
    const log: LogLine[] = [];
    const cache = testCache({ folder, identity, key, log });
    expect(cache.outbox.all()).toStrictEqual([]);
    cache.meta.set('mark', 'usable');
    expect(cache.meta.get('mark')).toBe('usable');
    expect(log[0]?.detail).toContain('everything is loaded from the relay anew');
    const names = await readdir(folder);
    expect(names.some((name) => /\.damaged-\d{4}-\d\d-\d\dT.*\.db$/.test(name))).toBe(true);
  });

  it('carries drafts and unsent work over from a newer file', async () => {
    const { folder, identity, key, path, id, message, commands } = await cacheWithWork();
    const newer = connect(path, key);
    newer.pragma('user_version = 999');
    newer.close();
    const log: LogLine[] = [];
    const cache = testCache({ folder, identity, key, log });
    expect(cache.drafts.get(id)).toStrictEqual(aDraft);
    expect(cache.messages.get(message.id)).toStrictEqual(message);
    expect(cache.messages.isMadeHere(message.id)).toBe(true);
    expect(cache.outbox.all().map((command) => command.id)).toStrictEqual(
      commands.map((command) => command.id),
    );
    expect(cache.messages.page(id, null, null, 10)).toStrictEqual([message]);
    expect(log.map(({ event }) => event)).toStrictEqual(['cache.set_aside', 'cache.rescued']);
    expect(log[0]?.detail).toContain('written by a newer one');
  });

  it('carries over what a file still gives that SQLite found damaged', async () => {
    const { folder, identity, key, id, commands } = await cacheWithWork();
    const cache = testCache({ folder, identity, key, knownDamaged: true });
    expect(cache.drafts.get(id)).toStrictEqual(aDraft);
    expect(cache.outbox.all()).toHaveLength(commands.length);
    expect((await readdir(folder)).some((name) => name.includes('.damaged-'))).toBe(true);
  });

  it('sets a file aside that is a database, but no cache', async () => {
    const folder = await temporaryFolder();
    const identity = anIdentity();
    const key = randomBytes(32);
    const path = join(folder, `${cacheName(identity)}.db`);
    const alien = connect(path, key);
    alien.exec('create table meta (key text, value text); create table draft (a)');
    alien.close();
    const before = await readFile(path);
    const cache = testCache({ folder, identity, key });
    expect(cache.meta.get('identity')).toBe(JSON.stringify(identity));
    const kept = (await readdir(folder)).find((name) => name.includes('.foreign-'));
    expect(kept?.startsWith(basename(path, '.db'))).toBe(true);
    expect(await readFile(join(folder, kept ?? ''))).toStrictEqual(before);
  });

  it('loads everything anew when the records have another form than this program knows', async () => {
    const { folder, identity, key, id, message } = await cacheWithWork();
    const before = testCache({ folder, identity, key });
    before.meta.set('cursor', '{}');
    before.meta.set('shape', 'of another version');
    before.close();
    const cache = testCache({ folder, identity, key });
    expect(cache.meta.get('cursor')).toBeNull();
    expect(cache.messages.page(id, null, null, 10)).toStrictEqual([message]);
    expect(cache.drafts.get(id)).toStrictEqual(aDraft);
  });
});
