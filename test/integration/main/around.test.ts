import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { mediaPath } from '../../../shared/contract/sign-in.ts';
import { aMessage, aTemplate, changeOf } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

describe('media', () => {
  it('comes from the relay with the token, and from the cache afterwards', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const id = v7();
    const bytes = new Uint8Array(randomBytes(5000));
    world.relay.script.files.set(mediaPath(id), { contentType: 'image/jpeg', bytes });
    const first = await core.app.media(id);
    expect(first?.contentType).toBe('image/jpeg');
    expect(Buffer.from(first?.bytes ?? []).equals(bytes)).toBe(true);
    await world.relay.stop();
    const again = await core.app.media(id);
    expect(Buffer.from(again?.bytes ?? []).equals(bytes)).toBe(true);
    expect(await core.app.media(v7())).toBeNull();
    await world.relay.listen();
  });

  it('is given to nobody who is not signed in, and for nothing that is no id', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const id = v7();
    world.relay.script.files.set(mediaPath(id), { contentType: 'a/b', bytes: new Uint8Array(1) });
    expect(await core.app.media(`../auth/${id}`)).toBeNull();
    expect(await core.app.media(id)).not.toBeNull();
    await core.call('session.signOut', {});
    expect(await core.app.media(id)).toBeNull();
  });
});

describe('what the person is told of', () => {
  it('notifies of what just arrived in a conversation that is theirs or nobody’s', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    expect(core.notified).toStrictEqual([]);
    const now = Date.now();
    const fresh = aMessage(world.conversation.id, { at: now, body: 'Are you there?' });
    const old = aMessage(world.conversation.id, { at: now - 3_600_000, body: 'Late news' });
    const own = aMessage(world.conversation.id, { at: now, direction: 'outbound' });
    world.change(
      (number) => changeOf.message(old, number),
      (number) => changeOf.message(own, number),
      (number) => changeOf.message(fresh, number),
    );
    await core.until(() => core.notified.length > 0);
    expect(core.notified).toStrictEqual([{ title: world.contact.name, body: 'Are you there?' }]);
  });

  it('counts the unread conversations on the icon', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.relay.script.onCommand = () => 'busy';
    await core.until(() => core.badges.at(-1) === 1);
    const { id: conversationId } = world.conversation;
    await core.call('conversation.markRead', { conversationId, upTo: world.message.id });
    await core.until(() => core.badges.length === 2);
    expect(core.badges).toStrictEqual([1, 0]);
  });
});

describe('small calls', () => {
  it('lists templates by name for WhatsApp and none for SMS', async () => {
    const world = await scriptedWorld();
    world.change((number) => changeOf.template(aTemplate({ name: 'a_first_one' }), number));
    const core = await world.signedIn();
    const { templates } = await core.call('templates.list', { channel: 'whatsapp' });
    expect(templates.map(({ name }) => name)).toStrictEqual(['a_first_one', 'order_update']);
    expect(await core.call('templates.list', { channel: 'sms' })).toStrictEqual({ templates: [] });
    const { people } = await core.call('people.list', {});
    expect(people).toStrictEqual([world.person]);
  });

  it('changes only the settings that were given, and tells everyone', async () => {
    const world = await scriptedWorld();
    const core = await world.start();
    const settings = await core.call('settings.update', { theme: 'dark', listWidth: 400 });
    expect(settings).toMatchObject({ theme: 'dark', listWidth: 400, density: 'comfortable' });
    expect(core.pushed('settings')).toStrictEqual([settings]);
  });

  it('keeps a draft that only says which message it answers', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    const draft = { text: '', repliesToId: world.message.id, template: null, attachments: [] };
    await core.call('draft.save', { conversationId, draft });
    expect((await core.call('conversation.get', { conversationId })).draft).toStrictEqual(draft);
  });

  it('removes a draft that has become empty', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    const draft = { text: 'x', repliesToId: null, template: null, attachments: [] };
    await core.call('draft.save', { conversationId, draft });
    expect(
      (await core.call('inbox.list', { filter: 'all', sort: 'newest', before: null, limit: 1 }))
        .items[0]?.draft,
    ).toBe('x');
    await core.call('draft.save', { conversationId, draft: { ...draft, text: '' } });
    expect((await core.call('conversation.get', { conversationId })).draft).toBeNull();
  });
});
