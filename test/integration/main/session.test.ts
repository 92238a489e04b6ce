import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { aPerson } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';
import type { TestCore } from '../../support/test-core.ts';

const everything = { filter: 'all', sort: 'newest', before: null, limit: 10 } as const;

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return error instanceof RefusedError ? error.refusal.code : 'another error';
  }
  return 'not refused';
}

function stateOf(core: TestCore): string | undefined {
  return core.pushed('connection').at(-1)?.state;
}

describe('the session', () => {
  it('begins signed out and refuses everything that needs someone', async () => {
    const world = await scriptedWorld();
    const core = await world.start();
    const bootstrap = await core.call('app.bootstrap', {});
    expect(bootstrap.session).toBeNull();
    expect(bootstrap.connection.state).toBe('signed_out');
    expect(await codeOf(core.call('inbox.list', everything))).toBe('not_signed_in');
  });

  it.each([
    [401, 'wrong_credentials'],
    [429, 'too_many_attempts'],
    [500, 'relay_unreachable'],
  ])('says why signing in failed: %i', async (status, code) => {
    const world = await scriptedWorld();
    world.relay.script.signInStatus = status;
    const core = await world.start();
    expect(await codeOf(core.signIn(world.relay))).toBe(code);
    expect([...world.secrets.kept.keys()]).toStrictEqual([]);
  });

  it('says that no relay is there', async () => {
    const world = await scriptedWorld();
    await world.relay.stop();
    const core = await world.start();
    expect(await codeOf(core.signIn(world.relay))).toBe('relay_unreachable');
    await world.relay.listen();
  });

  it('opens without the relay with what was there', async () => {
    const world = await scriptedWorld();
    const first = await world.signedIn();
    await first.app.close();
    await world.relay.stop();
    const core = await world.start();
    const { items } = await core.call('inbox.list', everything);
    expect(items.map(({ conversation }) => conversation)).toStrictEqual([world.conversation]);
    const { session } = await core.call('app.bootstrap', {});
    expect(session).toStrictEqual({
      relayUrl: world.relay.url,
      person: world.person,
      tenant: world.tenant,
    });
    await core.until(() => stateOf(core) === 'offline');
    await world.relay.listen();
    await core.until(() => stateOf(core) === 'online');
  });

  it('does not load again what it has, after a restart', async () => {
    const world = await scriptedWorld();
    const first = await world.signedIn();
    await first.app.close();
    const before = world.relay.calls.length;
    const core = await world.start();
    await core.until(() => stateOf(core) === 'online');
    await core.until(() => world.relay.calls.slice(before).some(({ call }) => call === 'pull'));
    const calls = world.relay.calls.slice(before).map(({ call }) => call);
    expect(calls).not.toContain('snapshot');
    expect(calls).not.toContain('history');
  });

  it('removes the token and closes the cache on signing out', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    expect([...world.secrets.kept.values()]).toContain(world.relay.script.token);
    await core.call('session.signOut', {});
    expect([...world.secrets.kept.values()]).not.toContain(world.relay.script.token);
    expect(core.pushed('session').at(-1)).toStrictEqual({ session: null });
    expect(stateOf(core)).toBe('signed_out');
    expect(await codeOf(core.call('inbox.list', everything))).toBe('not_signed_in');
    const again = await world.start();
    expect((await again.call('app.bootstrap', {})).session).toBeNull();
  });

  it('keeps drafts for whoever signs in again, and shows them to nobody else', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const conversationId = world.conversation.id;
    const draft = { text: 'Vierzig Kisten', repliesToId: null, template: null, attachments: [] };
    await core.call('draft.save', { conversationId, draft });
    await core.call('session.signOut', {});

    world.relay.script.person = aPerson({ name: 'Malik', email: 'malik@northwind.example' });
    await core.signIn(world.relay);
    await core.until(async () => (await core.call('inbox.list', everything)).items.length === 1);
    expect((await core.call('conversation.get', { conversationId })).draft).toBeNull();
    await core.call('session.signOut', {});

    world.relay.script.person = world.person;
    await core.signIn(world.relay);
    expect((await core.call('conversation.get', { conversationId })).draft).toStrictEqual(draft);
    const files = (await readdir(world.dataFolder)).filter((name) => name.endsWith('.db'));
    expect(files).toHaveLength(2);
  });

  it('locks the cache when the relay ends the session', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.relay.signOutAll();
    await core.until(() => stateOf(core) === 'session_ended');
    expect(await codeOf(core.call('inbox.list', everything))).toBe('not_signed_in');
    expect([...world.secrets.kept.values()]).not.toContain(world.relay.script.token);
    await core.signIn(world.relay);
    expect((await core.call('inbox.list', everything)).items).toHaveLength(1);
  });

  it('locks the cache when the relay no longer knows the token', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.relay.script.token = 'another';
    world.relay.dropConnections();
    await core.until(() => stateOf(core) === 'session_ended');
    expect((await core.call('app.bootstrap', {})).session).toBeNull();
  });

  it('locks the cache when the token turns out to be of another person', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.relay.script.person = aPerson({ name: 'Malik' });
    world.relay.dropConnections();
    await core.until(() => stateOf(core) === 'session_ended');
    expect(core.log.map(({ event }) => event)).toContain('workspace.another_person');
  });

  it.each(['client_too_old', 'relay_too_old'] as const)(
    'says %s, keeps working offline, and comes back after an update',
    async (code) => {
      const world = await scriptedWorld();
      const core = await world.signedIn();
      world.relay.script.refuseHandshake = code;
      world.relay.dropConnections();
      await core.until(() => stateOf(core) === code);
      expect((await core.call('inbox.list', everything)).items).toHaveLength(1);
      world.relay.script.refuseHandshake = null;
      await core.until(() => stateOf(core) === 'online');
      expect((await core.call('app.bootstrap', {})).connection.state).toBe('online');
    },
  );

  it('refuses to sign in with a version that the relay does not take', async () => {
    const world = await scriptedWorld();
    world.relay.script.minimumClientVersion = '0.2.0';
    const core = await world.start({ version: '0.1.9' });
    expect(await codeOf(core.signIn(world.relay))).toBe('client_too_old');
    const newer = await world.start({ version: '0.10.0' });
    await newer.signIn(world.relay);
    expect((await newer.call('app.bootstrap', {})).session?.person.id).toBe(world.person.id);
  });

  it('tells of a new name or role of the person', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    world.relay.script.person = { ...world.person, name: 'Nora Berg', role: 'admin' };
    world.relay.dropConnections();
    await core.until(() => core.pushed('session').at(-1)?.session?.person.name === 'Nora Berg');
    await core.app.close();
    await world.relay.stop();
    const again = await world.start();
    expect((await again.call('app.bootstrap', {})).session?.person.role).toBe('admin');
    await world.relay.listen();
  });
});
