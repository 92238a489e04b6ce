import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql as raw } from 'kysely';
import { expect, it } from 'vitest';
import { northwindSupply } from '../../../assets/sample/northwind.ts';
import { MAX_NOTE_LENGTH } from '../../../shared/contract/commands/notes.ts';
import { type PersonId, conversationId, noteId, personId } from '../../../shared/contract/ids.ts';
import { aMessageId } from '../../support/sample-records.ts';
import { connectDesktop, signIn } from '../../support/relay/desktop.ts';
import { runningRelay } from '../../support/relay/running-relay.ts';
import { unusedProvider } from '../../support/relay/unused-provider.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memorySecrets, type TestCore, testCore } from '../../support/test-core.ts';

const everything = { filter: 'all', sort: 'newest', before: null, limit: 200 } as const;

/** The sample's people by what they are, with their places in it. */
const PEOPLE = { agent: 0, colleague: 1, admin: 2 } as const;

/** A relay with the sample tenant, whose provider writes down all that it is given. */
async function company() {
  const given: string[] = [];
  const provider = new Proxy(unusedProvider(), {
    get: (target, name, receiver) => {
      const part: unknown = Reflect.get(target, name, receiver);
      if (typeof part !== 'function') return part;
      return (...args: readonly unknown[]) => {
        given.push(JSON.stringify([name, args]));
        return Reflect.apply(part, target, args);
      };
    },
  });
  const seed = { kind: 'sample', providerUrl: 'http://127.0.0.1:9' } as const;
  const relay = await runningRelay({ seed, provider });
  const { people } = northwindSupply({ now: relay.clock.now() });
  const open = async (which: keyof typeof PEOPLE) => {
    const person = people[PEOPLE[which]];
    if (person === undefined) throw new Error(`the sample has no ${which}`);
    const own = { secrets: memorySecrets(), dataFolder: await temporaryFolder() };
    const core = await testCore(own);
    const who = { relayUrl: relay.url, email: person.email, password: person.password };
    await core.call('session.signIn', who);
    await core.until(async () => {
      const { connection } = await core.call('app.bootstrap', {});
      return connection.state === 'online' && connection.loading === null;
    });
    const { session } = await core.call('app.bootstrap', {});
    return {
      core,
      folder: own,
      person: personId.parse(session?.person.id),
      name: person.displayName,
      email: person.email,
      password: person.password,
    };
  };
  return { relay, given, open };
}

async function aConversation(core: TestCore) {
  const { items } = await core.call('inbox.list', everything);
  const found = items.find(({ conversation }) => conversation.lastInboundAt !== null);
  return conversationId.parse(found?.conversation.id);
}

const add = async (
  core: TestCore,
  on: string,
  body: string,
  mentionIds: readonly PersonId[] = [],
): Promise<string> => {
  const id = noteId.parse(randomUUID());
  const input = { noteId: id, conversationId: conversationId.parse(on), body };
  await core.call('note.add', { ...input, mentionIds: [...mentionIds] });
  return id;
};
const bodies = async (core: TestCore, on: string) =>
  (await core.call('note.list', { conversationId: conversationId.parse(on) })).notes.map(
    ({ note }) => note.body,
  );
const waiting = async (core: TestCore) => (await core.call('app.bootstrap', {})).connection.waiting;

it('shows a note to colleagues, tells whom it names, and goes away for all when it is removed', async () => {
  const { relay, open } = await company();
  const ada = await open('admin');
  const rep = await open('agent');
  const on = await aConversation(ada.core);
  const before = await bodies(ada.core, on);
  const note = await add(ada.core, on, `Ask @${rep.name}`, [rep.person]);
  await rep.core.until(async () => (await bodies(rep.core, on)).length > before.length);
  expect((await bodies(rep.core, on)).at(-1)).toBe(`Ask @${rep.name}`);
  await rep.core.until(() => rep.core.pushed('mentioned').length > 0);
  expect(rep.core.pushed('mentioned')).toMatchObject([
    { conversationId: on, author: ada.name, text: `Ask @${rep.name}` },
  ]);
  expect(ada.core.pushed('mentioned')).toStrictEqual([]);

  // An agent may not remove what somebody else wrote.
  const removal = { noteId: noteId.parse(note), conversationId: on };
  await rep.core.call('note.remove', removal);
  await rep.core.until(() => rep.core.pushed('refused').length > 0);
  expect(rep.core.pushed('refused')[0]).toMatchObject({ code: 'not_allowed' });
  expect((await bodies(rep.core, on)).at(-1)).toBe(`Ask @${rep.name}`);

  await ada.core.call('note.remove', removal);
  await rep.core.until(async () => (await bodies(rep.core, on)).at(-1) === null);
  expect((await bodies(rep.core, on)).at(-1)).toBeNull();

  // That somebody else's note was removed is in the audit log, without its words; one's own is not.
  const own = await add(ada.core, on, 'Never mind');
  const third = await add(rep.core, on, 'Colour of the bus');
  await ada.core.call('note.remove', { noteId: noteId.parse(own), conversationId: on });
  await ada.core.until(async () => (await bodies(ada.core, on)).includes('Colour of the bus'));
  await ada.core.call('note.remove', { noteId: noteId.parse(third), conversationId: on });
  await rep.core.until(async () => !(await bodies(rep.core, on)).includes('Colour of the bus'));
  const { welcome } = await connectDesktop(
    relay.url,
    await signIn(relay.url, ada.email, ada.password),
  );
  const { rows } = await relay.parts.store.inTenant(welcome.tenant.id, ({ sql }) =>
    raw<{ entry: string }>`
      SELECT to_jsonb(a)::text AS entry FROM audit_log a WHERE action = 'note.remove'`.execute(sql),
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.entry).toContain(third);
  expect(rows[0]?.entry).not.toContain('Colour');

  // A desktop that comes new has them too.
  const late = await open('colleague');
  expect(await bodies(late.core, on)).toStrictEqual(await bodies(ada.core, on));
});

it('keeps notes and the note draft while the relay is away, in order, also through a new start', async () => {
  const { relay, open } = await company();
  const { core, folder } = await open('agent');
  const on = await aConversation(core);
  const before = await bodies(core, on);
  await relay.close();
  for (const body of ['one', 'two', 'three']) await add(core, on, body);
  const draft = { text: 'Dear customer', repliesToId: null, template: null, attachments: [] };
  await core.call('draft.save', { conversationId: on, draft: { ...draft, note: 'half a no' } });
  await core.app.close();

  const again = await testCore(folder);
  expect(await bodies(again, on)).toStrictEqual([...before, 'one', 'two', 'three']);
  expect(await waiting(again)).toBe(3);
  // Neither takes the other away: the reply leaves the note, the note leaves the reply.
  await again
    .call('message.sendText', {
      messageId: aMessageId(),
      conversationId: on,
      body: 'Dear customer',
      repliesToId: null,
    })
    .catch(() => undefined);
  expect((await again.call('draft.get', { conversationId: on })).draft?.note).toBe('half a no');
  await again.call('draft.save', { conversationId: on, draft: { ...draft, note: 'four' } });
  await add(again, on, 'four');
  const kept = (await again.call('draft.get', { conversationId: on })).draft;
  expect([kept?.text, kept?.note]).toStrictEqual(['Dear customer', undefined]);
});

it('gives nothing of any note to the provider', async () => {
  const { given, open } = await company();
  const { core } = await open('agent');
  const on = await aConversation(core);
  const mark = randomUUID();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
      count += 1;
      await add(core, on, `${mark} ${text}`.slice(0, MAX_NOTE_LENGTH));
    }),
    { numRuns: 20 },
  );
  await core.until(async () => (await waiting(core)) === 0);
  // A real reply, so that the record of the provider is known to be one.
  const messageId = aMessageId();
  const reply = { messageId, conversationId: on, repliesToId: null };
  await core.call('message.sendText', { ...reply, body: 'A reply for the customer' });
  await core.until(() => given.some((call) => call.includes('A reply for the customer')));
  expect(count).toBe(20);
  expect(given.filter((call) => call.includes(mark))).toStrictEqual([]);
});
