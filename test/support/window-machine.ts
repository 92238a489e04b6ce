import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { BridgeOutput } from '../../shared/contract/bridge.ts';
import { COMMANDS } from '../../shared/contract/commands.ts';
import { RefusedError } from '../../shared/contract/errors.ts';
import { windowClosesAt } from '../../shared/domain/window/service-window.ts';
import { aMessageId, changeOf } from './sample-records.ts';
import { type World, scriptedWorld } from './scripted-world.ts';
import type { TestCore } from './test-core.ts';

/** Something that happens to a machine. Minutes are whole; a window ends half a minute off. */
export type Step =
  | { readonly do: 'type'; readonly text: string }
  | { readonly do: 'send' | 'goOffline' | 'restart' }
  /** So much later than this machine can know. */
  | { readonly do: 'goOnline'; readonly minutes: number }
  /** The relay puts off whatever is given to it, until it has time again. */
  | { readonly do: 'makeBusy' | 'makeFree' }
  /** Time goes by, with the machine awake or asleep; or someone sets its clock ahead. */
  | { readonly do: 'wait' | 'sleep' | 'setClock'; readonly minutes: number }
  /** The customer wrote so long ago: something new, or what came late is put right. */
  | { readonly do: 'news'; readonly minutes: number };

const MINUTE = 60_000;
const HALF = 30_000;
/** What a busy relay was not given after so long waits on the machine, ms. */
const SETTLED_MS = 250;

/** What there is to see of the machine, and what is true. */
export interface Sight {
  /** On the relay's clock, which is true, ms. */
  readonly now: number;
  /** When the window ends that the relay has told this machine of. */
  readonly closesAt: number;
  readonly outbound: BridgeOutput<'conversation.messages'>['messages'];
  /** Ids of replies that the relay was given. */
  readonly given: ReadonlySet<string>;
  /** Replies that the relay was given when their time was over. */
  readonly givenLate: readonly string[];
  /** The text of each reply that was taken on, by its id. */
  readonly written: ReadonlyMap<string, string>;
  readonly typed: string;
  readonly draft: string;
  /** How many conversations it shows as closed. */
  readonly closed: number;
}

/** A core and its relay, with all clocks in the test's hand. */
export interface WindowMachine {
  readonly step: (step: Step) => Promise<void>;
  readonly look: () => Promise<Sight>;
  readonly close: () => Promise<void>;
}

/** A machine that is signed in, with one conversation whose window is open. */
export async function windowMachine(): Promise<WindowMachine> {
  const world = await scriptedWorld();
  const { relay, conversation } = world;
  const conversationId = conversation.id;
  const ahead = { wall: 0, monotonic: 0 };
  const clock = {
    wall: () => Date.now() + ahead.wall,
    monotonic: () => performance.now() + ahead.monotonic,
  };
  const now = (): number => Date.now() + relay.script.ahead;
  const written = new Map<string, string>();
  let typed = '';
  let online = true;
  let lastInboundAt = conversation.lastInboundAt ?? 0;
  let closesAt = windowClosesAt(lastInboundAt) ?? 0;
  const { given, givenLate, setBusy } = watchCommands(world, now);
  let busy = false;

  const measured = async (from: number): Promise<void> =>
    core.until(() =>
      core
        .pushed('clock')
        .slice(from)
        .some(({ known }) => known),
    );
  const hear = async (): Promise<void> => {
    await core.until(async () => {
      const shown = await core.call('conversation.get', { conversationId });
      return shown.conversation.lastInboundAt === lastInboundAt;
    });
    closesAt = windowClosesAt(lastInboundAt) ?? 0;
  };
  /** Whatever can be with the relay is. One that is busy is asked again after a pause that grows. */
  const handedOver = async (): Promise<void> => {
    if (!busy) {
      await core.until(async () => (await core.call('app.bootstrap', {})).connection.waiting === 0);
      return;
    }
    const until = performance.now() + SETTLED_MS;
    while (performance.now() < until && (await isToBeGiven())) await pause(10);
  };
  const isToBeGiven = async (): Promise<boolean> =>
    (await outbound()).some(({ id, status }) => status === 'queued' && !given.has(id));
  let core: TestCore = await world.signedIn({ clock });
  await measured(0);

  async function outbound(): Promise<Sight['outbound']> {
    const page = { conversationId, before: null, limit: 200 };
    const { messages } = await core.call('conversation.messages', page);
    return messages.filter(({ direction }) => direction === 'outbound');
  }

  async function send(): Promise<void> {
    const [messageId, body] = [aMessageId(), `${typed} ok`];
    try {
      await core.call('message.sendText', { messageId, conversationId, body, repliesToId: null });
      written.set(messageId, body);
      typed = '';
      // What is on its way when the time moves is late, and nobody can help it.
      if (online) await handedOver();
    } catch (error) {
      const code = error instanceof RefusedError ? error.refusal.code : null;
      if (code !== 'window_closed') throw error;
    }
  }

  async function step(next: Step): Promise<void> {
    const clocks = core.pushed('clock').length;
    switch (next.do) {
      case 'type': {
        typed = next.text;
        const draft = { text: typed, repliesToId: null, template: null, attachments: [] };
        await core.call('draft.save', { conversationId, draft });
        return;
      }
      case 'send':
        await send();
        return;
      case 'wait':
        relay.script.ahead += next.minutes * MINUTE;
        ahead.wall += next.minutes * MINUTE;
        ahead.monotonic += next.minutes * MINUTE;
        return;
      case 'sleep':
        relay.script.ahead += next.minutes * MINUTE;
        ahead.wall += next.minutes * MINUTE;
        // It notices by itself.
        await core.until(() => core.pushed('clock').length > clocks);
        return;
      case 'setClock':
        ahead.wall += next.minutes * MINUTE;
        return;
      case 'news': {
        lastInboundAt = now() - next.minutes * MINUTE - HALF;
        const news = { ...conversation, lastInboundAt, lastMessageAt: lastInboundAt };
        world.change((number) => changeOf.conversation(news, number));
        if (online) await hear();
        return;
      }
      case 'goOffline':
        if (!online) return;
        online = false;
        await relay.stop();
        await core.until(() => core.pushed('connection').at(-1)?.state !== 'online');
        return;
      case 'goOnline':
        if (online) return;
        online = true;
        relay.script.ahead += next.minutes * MINUTE;
        await relay.listen();
        await measured(clocks);
        await handedOver();
        await hear();
        return;
      case 'makeBusy':
      case 'makeFree':
        busy = next.do === 'makeBusy';
        setBusy(busy);
        if (online) await handedOver();
        return;
      case 'restart':
        await core.app.close();
        core = await world.start({ clock });
        if (!online) return;
        await measured(0);
        await handedOver();
        await hear();
    }
  }

  return {
    step,
    look: async () => {
      const { draft } = await core.call('draft.get', { conversationId });
      return {
        now: now(),
        closesAt,
        outbound: await outbound(),
        given,
        givenLate,
        written,
        typed,
        draft: draft?.text ?? '',
        closed: (await core.call('inbox.counts', {})).closed,
      };
    },
    close: async () => {
      await core.app.close();
      if (online) await relay.stop();
      online = false;
    },
  };
}

/** Lets the relay refuse what comes too late, as the real one does, and notes what is given to it. */
function watchCommands({ relay }: World, now: () => number) {
  const given = new Set<string>();
  const givenLate: string[] = [];
  let busy = false;
  relay.script.onCommand = ({ name, input }) => {
    if (name !== 'message.sendText') return 'accepted';
    const { messageId, validUntil } = COMMANDS[name].parse(input);
    const isLate = validUntil === null || validUntil <= now();
    if (isLate && !given.has(messageId)) givenLate.push(messageId);
    given.add(messageId);
    if (busy) return 'busy';
    return isLate ? 'window_closed' : 'accepted';
  };
  const setBusy = (value: boolean): void => {
    busy = value;
  };
  return { given, givenLate, setBusy };
}
