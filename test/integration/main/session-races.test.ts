import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { mediaPath } from '../../../shared/contract/sign-in.ts';
import { holdFetch } from '../../support/held-fetch.ts';
import { aPerson } from '../../support/sample-records.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';
import { memorySecrets } from '../../support/test-core.ts';

describe('what happens while someone comes or goes', () => {
  it('leaves who signs in at the moment in which the relay ends the session before', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const { answered, release } = holdFetch('/auth/sign-in');
    const signingIn = core.signIn(world.relay);
    await answered;
    world.relay.signOutAll();
    await core.until(() => core.log.some(({ event }) => event === 'relay.refused'));
    release();
    await signingIn;
    // Whatever the end still had to do has been done when the next call of this kind is.
    await expect(
      core.call('session.signIn', {
        relayUrl: 'http://127.0.0.1:1',
        email: 'ana@northwind.example',
        password: 'p',
      }),
    ).rejects.toMatchObject({ refusal: { code: 'relay_unreachable' } });
    expect(core.pushed('session').at(-1)?.session?.person.id).toBe(world.person.id);
    expect(core.pushed('connection').at(-1)?.state).toBe('online');
    expect([...world.secrets.kept.values()]).toContain(world.relay.script.token);
  });

  it('hands nobody a file that was fetched for the person before', async () => {
    const world = await scriptedWorld();
    const core = await world.signedIn();
    const id = v7();
    const file = { contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
    world.relay.script.files.set(mediaPath(id), file);
    const { answered, release } = holdFetch(mediaPath(id));
    const first = core.app.media(id);
    await answered;
    await core.call('session.signOut', {});
    world.relay.script.files.clear();
    world.relay.script.person = aPerson({ name: 'Malik', email: 'malik@northwind.example' });
    await core.signIn(world.relay);
    const next = core.app.media(id);
    release();
    expect(await next).toBeNull();
    expect(await first).toBeNull();
  });

  it('keeps who is signed in where the secret store fails at another sign-in', async () => {
    const world = await scriptedWorld();
    const kept = memorySecrets();
    let full = false;
    const core = await world.signedIn({
      secrets: {
        ...kept,
        write: async (name, value) => {
          if (full) throw new Error('the store is full');
          await kept.write(name, value);
        },
      },
    });
    full = true;
    await expect(core.signIn(world.relay)).rejects.toMatchObject({ refusal: { code: 'internal' } });
    const { session, connection } = await core.call('app.bootstrap', {});
    expect(session?.person.id).toBe(world.person.id);
    expect(connection.state).toBe('online');
    expect((await core.call('inbox.counts', {})).all).toBe(1);
  });
});
