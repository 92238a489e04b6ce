import { describe, expect, it } from 'vitest';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import { GUARD_BAND_MS, SERVICE_WINDOW_MS } from '../../../shared/domain/window/service-window.ts';
import { systemClock } from '../../../main/clock.ts';
import { aMessageId, aPerson, changeOf } from '../../support/sample-records.ts';
import { type World, scriptedWorld } from '../../support/scripted-world.ts';
import type { TestCore } from '../../support/test-core.ts';

const MINUTE = 60_000;
const SPAN = SERVICE_WINDOW_MS - GUARD_BAND_MS;
/** This machine's clock is wrong by so much; the relay's is right. */
const WRONG = -5 * 3_600_000;
const wrongClock = { wall: () => Date.now() + WRONG, monotonic: systemClock.monotonic };

/** A world whose customer waits, with so many minutes left on the relay's clock. */
async function waiting(left: number, with_: Partial<ConversationRecord> = {}): Promise<World> {
  const world = await scriptedWorld();
  const { conversation, person } = world;
  const mine = { assigneeId: person.id, owner: 'person', ...with_ } as const;
  world.change((number) => changeOf.conversation({ ...conversation, ...mine }, number));
  setLeft(world, left);
  return world;
}

function setLeft({ relay, conversation }: World, left: number): void {
  relay.script.ahead = (conversation.lastInboundAt ?? 0) + SPAN - left * MINUTE - Date.now();
}

const told = (core: TestCore): number[] =>
  core.pushed('windowClosing').map(({ minutes }) => minutes);

/** Lets the core look at its windows once more, after everything that came before. */
async function looked(world: World, core: TestCore): Promise<void> {
  const before = core.pushed('changed').length;
  world.change((number) => changeOf.person(aPerson(), number));
  await core.until(() => core.pushed('changed').length > before);
  const clocks = core.pushed('clock').length;
  core.app.resumed();
  await core.until(() => core.pushed('clock').length > clocks);
  // Two turns of the watch, which wakes every twenty milliseconds here.
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 60);
  await promise;
}

describe('the alert before a window closes', () => {
  it('is told to one page: of those in sight the one in which the person was last', async () => {
    const world = await waiting(61);
    const core = await world.signedIn({ clock: wrongClock });
    await core.until(() => core.pushed('clock').length > 0);
    const [left, right, hidden] = [{}, {}, {}];
    const pages: (object | null)[] = [];
    core.app.onPush(({ name }, to) => {
      if (name === 'windowClosing') pages.push(to);
    });
    const seen = (page: object, visible: boolean, focused: boolean) =>
      core.app.call({ name: 'page.seen', input: { visible, focused } }, page);
    await seen(left, true, true);
    await seen(right, true, true);
    await seen(hidden, true, true);
    await seen(hidden, false, false);
    await seen(left, true, false);
    setLeft(world, 50);
    core.app.resumed();
    await core.until(() => pages.length === 1);
    // The person goes on in the other one; then that one is closed.
    await seen(left, true, true);
    core.app.pageGone(left);
    setLeft(world, 14);
    core.app.resumed();
    await core.until(() => pages.length === 2);
    expect(pages[0]).toBe(right);
    expect(pages[1]).toBe(right);
  });

  it('is told to every page where none has said that it can be seen', async () => {
    const world = await waiting(10);
    const core = await world.start({ clock: wrongClock });
    const pages: (object | null)[] = [];
    core.app.onPush(({ name }, to) => {
      if (name === 'windowClosing') pages.push(to);
    });
    await core.signIn(world.relay);
    await core.until(() => pages.length === 1);
    expect(pages).toEqual([null]);
  });

  it('tells the assignee once, with the nearest mark, on the relay’s clock', async () => {
    const world = await waiting(10);
    const core = await world.signedIn({ clock: wrongClock });
    await core.until(() => told(core).length > 0);
    await looked(world, core);
    expect(core.pushed('windowClosing')).toStrictEqual([
      {
        conversationId: world.conversation.id,
        name: world.contact.name,
        closesAt: (world.conversation.lastInboundAt ?? 0) + SPAN,
        minutes: 15,
      },
    ]);
    expect(core.notified).toStrictEqual([
      {
        title: `The window with ${world.contact.name} closes in 10 minutes`,
        body: 'The customer waits for an answer.',
      },
    ]);
  });

  it('comes at both marks of a window, and at none again after a restart', async () => {
    const world = await waiting(60.02);
    const core = await world.signedIn({ clock: wrongClock });
    await core.until(() => core.pushed('clock').length > 0);
    expect(told(core)).toStrictEqual([]);
    await core.until(() => told(core).length === 1);
    expect(told(core)).toStrictEqual([60]);
    await core.app.close();
    const again = await world.start({ clock: wrongClock });
    await again.until(() => again.pushed('clock').length > 0);
    await looked(world, again);
    expect(told(again)).toStrictEqual([]);
    setLeft(world, 14);
    again.app.resumed();
    await again.until(() => told(again).length === 1);
    expect(told(again)).toStrictEqual([15]);
  });

  it.each<[string, Partial<ConversationRecord>]>([
    ['nobody’s', { assigneeId: null, owner: 'queue' }],
    ['a colleague’s', { assigneeId: aPerson().id }],
    ['resolved', { status: 'resolved' }],
    ['one by SMS', { channel: 'sms' }],
  ])('does not come for a conversation that is %s', async (_what, with_) => {
    const world = await waiting(10, with_);
    const core = await world.signedIn({ clock: wrongClock });
    await core.until(() => core.pushed('clock').length > 0);
    await looked(world, core);
    expect(told(core)).toStrictEqual([]);
  });

  it('does not come where the customer has an answer on its way', async () => {
    const world = await waiting(70);
    const core = await world.signedIn({ clock: wrongClock });
    await core.until(() => core.pushed('clock').length > 0);
    const { id } = world.conversation;
    await core.call('message.sendText', {
      messageId: aMessageId(),
      conversationId: id,
      body: 'Yes, 40 in stock',
      repliesToId: null,
    });
    setLeft(world, 50);
    await looked(world, core);
    expect(told(core)).toStrictEqual([]);
  });

  it('does not come where it is switched off, and with the nearest mark when it is on again', async () => {
    const world = await waiting(50);
    const core = await world.start({ clock: wrongClock });
    await core.call('settings.update', { windowAlerts: false });
    await core.signIn(world.relay);
    await core.until(() => core.pushed('clock').length > 0);
    await looked(world, core);
    expect(told(core)).toStrictEqual([]);
    await core.call('settings.update', { windowAlerts: true });
    await core.until(() => told(core).length === 1);
    expect(told(core)).toStrictEqual([60]);
  });

  it('does not come to whoever has signed out', async () => {
    const world = await waiting(61);
    const core = await world.signedIn({ clock: wrongClock });
    await core.until(() => core.pushed('clock').length > 0);
    await core.call('session.signOut', {});
    setLeft(world, 10);
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 60);
    await promise;
    expect(told(core)).toStrictEqual([]);
  });
});
