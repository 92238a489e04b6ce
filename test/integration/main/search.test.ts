import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { noteId } from '../../../shared/contract/ids.ts';
import type { NoteRecord } from '../../../shared/contract/records.ts';
import { aContact, aConversation, aMessage, changeOf } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

/** A world with one more customer, whose conversation has three messages. */
async function searchable() {
  const world = await scriptedWorld();
  const contact = aContact({
    name: 'Jürgen Müller',
    company: 'Werkstatt Nordlicht',
    phone: '+4915112345678',
  });
  const at = world.message.at + 60_000;
  const conversation = aConversation(contact, world.sender, { lastMessageAt: at + 2 });
  const texts = ['Rechnung für die Schrauben', 'Schrauben sind da', 'Und die Rechnung?'];
  const messages = texts.map((body, index) => aMessage(conversation.id, { body, at: at + index }));
  world.change(
    (number) => changeOf.contact(contact, number),
    (number) => changeOf.conversation(conversation, number),
    ...messages.map((message) => (number: number) => changeOf.message(message, number)),
  );
  const core = await world.signedIn();
  const find = async (text: string, limit = 20) =>
    core.call('search.find', { text, before: null, limit });
  return { world, core, contact, conversation, messages, find };
}

describe('finding', () => {
  it.each(['muller', 'Jürgen M', 'nordl', '12345', '+49 151 1234', '0151 12345678', 'j'])(
    'finds the customer by %j',
    async (text) => {
      const { find, conversation } = await searchable();
      const { conversations } = await find(text);
      expect(conversations.map((item) => item.conversation.id)).toStrictEqual([conversation.id]);
    },
  );

  it('follows a customer who is renamed, and forgets one who is removed', async () => {
    const { world, core, contact, find } = await searchable();
    world.change((number) => changeOf.contact({ ...contact, name: 'Anna Weiß' }, number));
    await core.until(async () => (await find('weiß')).conversations.length === 1);
    expect((await find('jürgen')).conversations).toStrictEqual([]);
    world.change((number) => ({ entity: 'contact', id: contact.id, number, record: null }));
    await core.until(async () => (await find('weiß')).conversations.length === 0);
  });

  it('finds messages with all words, the newest first, page by page', async () => {
    const { core, messages, find } = await searchable();
    const [first, , last] = messages;
    expect((await find('rechnung')).messages.map((found) => found.message.id)).toStrictEqual([
      last?.id,
      first?.id,
    ]);
    expect((await find('rechnung schrau')).messages.map((f) => f.message.id)).toStrictEqual([
      first?.id,
    ]);
    const page = await find('rechnung', 1);
    expect(page.messages.map((found) => found.message.id)).toStrictEqual([last?.id]);
    const next = await core.call('search.find', { text: 'rechnung', before: page.next, limit: 1 });
    expect(next.messages.map((found) => found.message.id)).toStrictEqual([first?.id]);
    expect(next.next).toBeNull();
    expect(next.messages[0]?.snippet[0]).toStrictEqual({ text: 'Rechnung', hit: true });
  });

  it('says whether everything was searched', async () => {
    const world = await scriptedWorld();
    const held = Promise.withResolvers<void>();
    world.relay.script.hold = (call) => (call === 'history' ? held.promise : null);
    const core = await world.start();
    await core.signIn(world.relay);
    const find = async () => core.call('search.find', { text: 'boxes', before: null, limit: 5 });
    await core.until(async () => (await find()).messages.length === 1);
    expect((await find()).complete).toBe(false);
    held.resolve();
    await core.until(async () => (await find()).complete);
  });

  it('has nothing to say to what has no letter and no digit', async () => {
    const { find } = await searchable();
    expect(await find('"*)(')).toStrictEqual({
      conversations: [],
      notes: [],
      messages: [],
      next: null,
      complete: true,
    });
  });

  it('finds private notes, follows what becomes of them, and says where they stand', async () => {
    const { world, core, conversation, messages, find } = await searchable();
    const note: NoteRecord = {
      id: noteId.parse(v7()),
      conversationId: conversation.id,
      authorId: world.person.id,
      body: 'Pays late: ask the Buchhaltung first',
      mentionIds: [],
      at: conversation.lastMessageAt - 1,
      removedById: null,
    };
    const put = (record: NoteRecord) =>
      world.change((number) => ({ entity: 'note', id: note.id, number, record }));
    put(note);
    await core.until(async () => (await find('buchhalt')).notes.length === 1);
    const [found] = (await find('pays')).notes;
    expect(found?.nearId).toBe(messages[1]?.id);
    expect(found?.item.conversation.id).toBe(conversation.id);
    expect(found?.snippet).toContainEqual({ text: 'Pays', hit: true });
    put({ ...note, body: null, removedById: world.person.id });
    await core.until(async () => (await find('pays')).notes.length === 0);
    expect((await find('buchhalt')).notes).toStrictEqual([]);
  });
});
