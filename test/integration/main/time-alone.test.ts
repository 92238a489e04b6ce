import { describe, expect, it } from 'vitest';
import { GUARD_BAND_MS, SERVICE_WINDOW_MS } from '../../../shared/domain/window/service-window.ts';
import { scriptedWorld } from '../../support/scripted-world.ts';

/** A clock whose machine can sleep: the wall clock goes on, the monotonic one does not. */
function sleepyClock() {
  let slept = 0;
  return {
    clock: { wall: () => Date.now() + slept, monotonic: () => performance.now() },
    sleep: (ms: number) => {
      slept += ms;
    },
  };
}

describe('what time alone changes', () => {
  it('is told when a window closes although nothing came from the relay', async () => {
    const world = await scriptedWorld();
    const left = 1_500;
    const { lastInboundAt } = world.conversation;
    const closesAt = (lastInboundAt ?? 0) + SERVICE_WINDOW_MS - GUARD_BAND_MS;
    world.relay.script.ahead = closesAt - left - Date.now();
    const core = await world.signedIn();
    await core.until(() => core.pushed('clock').length > 0);
    expect((await core.call('inbox.counts', {})).closed).toBe(0);
    const before = core.pushed('changed').length;
    await core.until(async () => (await core.call('inbox.counts', {})).closed === 1);
    const topics = core
      .pushed('changed')
      .slice(before)
      .flatMap((changed) => changed.topics);
    expect(topics).toContainEqual({ kind: 'inbox' });
  });

  it('is judged right after the machine slept, on a connection that outlived it', async () => {
    const world = await scriptedWorld();
    const { clock, sleep } = sleepyClock();
    const core = await world.signedIn({ clock });
    await core.until(() => core.pushed('clock').length > 0);
    expect((await core.call('inbox.counts', {})).closed).toBe(0);
    const measured = core.pushed('clock').length;
    sleep(SERVICE_WINDOW_MS);
    world.relay.script.ahead = SERVICE_WINDOW_MS;
    await core.until(() => core.pushed('clock').length > measured);
    expect((await core.call('inbox.counts', {})).closed).toBe(1);
  });
});
