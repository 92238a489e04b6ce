import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { connect } from '../../../../main/cache/database.ts';
import { putCommand, takeBack } from '../../../../main/sync/outbox.ts';
import { refuse } from '../../../../shared/contract/errors.ts';
import { contactId, tagId } from '../../../../shared/contract/ids.ts';
import { aContact, SOME_TIME } from '../../../support/sample-records.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { anIdentity, testCache } from '../../../support/test-cache.ts';

const ABOUT = { conversationId: null, messageId: null };
const tag = tagId.parse(v7());
const made = contactId.parse(v7());
const known = aContact({ name: 'Ana', company: 'Sol' });

async function aDesk() {
  const open = { folder: await temporaryFolder(), key: randomBytes(32), identity: anIdentity() };
  const cache = testCache(open);
  cache.contacts.put(known, 5);
  putCommand(
    cache,
    'contact.create',
    {
      contactId: made,
      name: 'Jürgen',
      identities: [{ channel: 'sms', address: '+49 171 2345678' }],
      tagIds: [],
    },
    ABOUT,
  );
  const set = { company: null };
  const none = { addIdentities: [], removeIdentities: [] };
  putCommand(cache, 'contact.edit', { contactId: known.id, set, ...none }, ABOUT);
  putCommand(cache, 'contact.tag', { contactIds: [known.id, made], add: [tag], remove: [] }, ABOUT);
  return { open, cache };
}

it('shows what was given beside what the relay said, and again after the relay has said more', async () => {
  const { cache } = await aDesk();
  expect(cache.contacts.get(made)).toMatchObject({ phone: '+491712345678', tagIds: [tag] });
  expect(cache.contacts.get(known.id)).toMatchObject({ company: null, tagIds: [tag] });
  expect(cache.contacts.base(known.id)).toStrictEqual(known);
  const query = { text: null, tagId: tag, ownerId: null };
  expect(cache.contacts.count(query)).toBe(2);
  cache.contacts.put({ ...known, name: 'Anna', updatedAt: SOME_TIME + 1 }, 6);
  cache.refreshContact(known.id);
  expect(cache.contacts.get(known.id)).toMatchObject({ name: 'Anna', company: null });
});

it('is again as the relay says once it refuses: one after the other, and what it never had is gone', async () => {
  const { cache } = await aDesk();
  const [create, edit, tagging] = cache.outbox.all();
  if (create === undefined || edit === undefined || tagging === undefined) throw new Error('none');
  takeBack(cache, edit, refuse('not_allowed'));
  expect(cache.contacts.get(known.id)).toMatchObject({ company: 'Sol', tagIds: [tag] });
  takeBack(cache, tagging, refuse('not_allowed'));
  expect(cache.contacts.get(known.id)).toStrictEqual(known);
  expect(cache.contacts.get(made)).toMatchObject({ tagIds: [] });
  takeBack(cache, create, refuse('identity_taken'));
  expect(cache.contacts.get(made)).toBeNull();
  expect(cache.contacts.count({ text: null, tagId: null, ownerId: null })).toBe(1);
});

it('keeps what was made here when everything else is loaded anew, and shows the rest when it is back', async () => {
  const { cache } = await aDesk();
  cache.transaction(cache.clearRecords);
  expect(cache.contacts.get(made)).toMatchObject({ name: 'Jürgen', tagIds: [tag] });
  expect(cache.contacts.get(known.id)).toBeNull();
  cache.contacts.put(known, 5);
  cache.refreshContact(known.id);
  expect(cache.contacts.get(known.id)).toMatchObject({ company: null, tagIds: [tag] });
});

it('is carried over from a file that cannot be used', async () => {
  const { open, cache } = await aDesk();
  cache.close();
  const newer = connect(cache.path, open.key);
  newer.pragma('user_version = 999');
  newer.close();
  const again = testCache(open);
  expect(again.outbox.all().map(({ name }) => name)).toEqual([
    'contact.create',
    'contact.edit',
    'contact.tag',
  ]);
  expect(again.contacts.get(made)).toMatchObject({ name: 'Jürgen', tagIds: [tag] });
});
