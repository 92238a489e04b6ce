import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aPerson } from '../../support/sample-records.ts';
import { type World, scriptedWorld } from '../../support/scripted-world.ts';

/** What the relay was told of places, in order. */
function toldOf({ relay }: World): unknown[] {
  return relay.calls.filter(({ call }) => call === 'presence').map(({ input }) => input);
}

/** Where a window of the page is. */
const at = (conversationId: World['conversation']['id'] | null, typing = false) => ({
  windowId: randomUUID(),
  conversationId,
  typing,
});

describe('presence', () => {
  it('shows colleagues as the relay tells, never the person themselves, and nobody offline', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const colleague = aPerson();
    const { id } = world.conversation;
    const theirs = { personId: colleague.id, conversationId: id, typing: true };
    const mine = { personId: world.person.id, conversationId: id, typing: false };
    const list = async () => (await core.call('presence.list', {})).present;
    expect(await list()).toStrictEqual([]);
    world.relay.tellPresence({ whole: true, present: [theirs, mine], gone: [] });
    await core.until(async () => (await list()).length > 0);
    expect(await list()).toStrictEqual([theirs]);
    const moved = { ...theirs, conversationId: null, typing: false };
    world.relay.tellPresence({ whole: false, present: [moved], gone: [] });
    await core.until(async () => (await list())[0]?.typing === false);
    expect(await list()).toStrictEqual([moved]);
    world.relay.tellPresence({ whole: false, present: [], gone: [colleague.id] });
    await core.until(async () => (await list()).length === 0);
    world.relay.tellPresence({ whole: true, present: [theirs], gone: [] });
    await core.until(async () => (await list()).length === 1);
    await world.relay.stop();
    await core.until(async () => (await list()).length === 0);
    expect(core.pushed('presence').at(-1)).toStrictEqual({ present: [] });
    await world.relay.listen();
  });

  it('is the union of the windows, the last used first, and a closed one leaves', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { id } = world.conversation;
    const [first, second] = [{ page: 1 }, { page: 2 }];
    const report = (page: object, input: ReturnType<typeof at>) =>
      core.app.call({ name: 'presence.report', input }, page);
    await report(first, at(id));
    await report(second, at(id, true));
    await core.until(() => toldOf(world).length > 0);
    await until(() => JSON.stringify(toldOf(world).at(-1)).includes('true'));
    expect(toldOf(world).at(-1)).toStrictEqual({ places: [{ conversationId: id, typing: true }] });
    core.app.pageGone(second);
    await until(() => JSON.stringify(toldOf(world).at(-1)).includes('false'));
    expect(toldOf(world).at(-1)).toStrictEqual({ places: [{ conversationId: id, typing: false }] });
    core.app.pageGone(first);
    await until(() => JSON.stringify(toldOf(world).at(-1)) === '{"places":[]}');
  });

  it('forgets what a page was before it was loaded anew', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const page = {};
    await core.app.call({ name: 'presence.report', input: at(world.conversation.id) }, page);
    await core.app.call({ name: 'presence.report', input: at(null) }, page);
    await core.app.call({ name: 'presence.report', input: at(world.conversation.id, true) }, page);
    await until(() => toldOf(world).length > 0);
    expect(toldOf(world).at(-1)).toStrictEqual({
      places: [{ conversationId: world.conversation.id, typing: true }],
    });
  });

  it('is told again after every new connection, and typing as long as it goes on', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { id } = world.conversation;
    await core.call('presence.report', at(id));
    await until(() => toldOf(world).length === 1);
    world.relay.dropConnections();
    await until(() => toldOf(world).length === 2);
    expect(toldOf(world)[1]).toStrictEqual(toldOf(world)[0]);
  });
});

/** Resolves when this holds; what the relay gets makes no push of the core. */
async function until(check: () => boolean): Promise<void> {
  while (!check()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
