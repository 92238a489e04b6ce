import { setTimeout as pause } from 'node:timers/promises';
import type { FaultRequest } from '../../../simulator/simulator.ts';
import { type Action, addressOf, type Plan, type Victim } from './plan.ts';
import { isInStep } from './core-facts.ts';
import type { CoreLink } from './core-link.ts';
import type { Journal, Order } from './journal.ts';
import type { Facts } from './oracle/facts.ts';
import { answeredInbound, readProviderLog } from './oracle/provider-log.ts';
import type { Program } from './program.ts';
import { senderFor, type Stack } from './stack.ts';

/** A kill that was made, for the report. */
export interface Kill {
  readonly at: number;
  readonly name: string;
  readonly who: Victim;
  readonly away: number;
}

export interface Storm {
  readonly kills: readonly Kill[];
  /** Messages whose call was under way, or in doubt, when relay or simulator were killed. */
  readonly inFlight: ReadonlySet<string>;
  readonly answered: Facts['answered'];
}

export interface StormOptions {
  readonly plan: Plan;
  readonly stack: Stack;
  readonly journal: Journal;
  /** The conversations by the customer's address. */
  readonly conversations: ReadonlyMap<string, string>;
}

interface Victims {
  readonly program: Program;
  readonly who: Victim;
}

/** Of someone who was killed, until they can be used again. */
interface Absence {
  /** ms. */
  away: number;
  /** Whether it was started again. */
  starting: boolean;
  over: Promise<void>;
}

/** How often an order is given again whose answer was lost. */
const MOST_TRIES = 5;
/** So long after a kill a call that was being made is still found under way. */
const AFTERMATH = 250;
const BETWEEN_LOOKS = 20;
const AFTER_STORM = 15_000;

/** Whether everything that was given has gone out. */
async function isThrough({ cores, books }: Stack): Promise<boolean> {
  const inStep = await Promise.all(cores.map(isInStep));
  return inStep.every(Boolean) && (await books.unfinished()) === 0;
}

/** Lets everything in the plan happen, and comes back when everyone is there again. */
export async function rage({ plan, stack, journal, conversations }: StormOptions): Promise<Storm> {
  const began = Date.now();
  const kills: Kill[] = [];
  const inFlight = new Set<string>();
  const answered: Facts['answered'][number][] = [];
  const absences = new Map<Program, Absence>();
  const sentLast = new Map<string, string>();
  let faults: readonly FaultRequest[] = [];
  let failure: { readonly error: unknown } | null = null;
  const failed = (error: unknown): void => {
    failure ??= { error };
  };

  const isBack = async (program: Program): Promise<void> => {
    await absences.get(program)?.over;
  };

  async function strike({ program, who }: Victims): Promise<void> {
    const note = async (): Promise<void> => {
      if (who === 'core') return;
      for (const id of await stack.books.inFlight()) inFlight.add(id);
    };
    await note();
    await program.kill();
    await note();
    await pause(AFTERMATH);
    await note();
  }

  async function stayAway(victim: Victims, absence: Absence): Promise<void> {
    await strike(victim);
    if (victim.who === 'relay') {
      // The log first: what was answered by then must have been stored before.
      const sids = answeredInbound(readProviderLog(stack.providerLog()));
      answered.push({ sids, stored: await stack.books.storedInbound() });
    }
    do {
      await pause(absence.away);
      absence.starting = true;
      await victim.program.start();
      if (victim.who === 'simulator') await stack.control.weather(faults).catch(() => undefined);
      // Killed again before it was there.
    } while (!absence.starting);
    absences.delete(victim.program);
  }

  async function kill(who: Victim, which: number, away: number): Promise<void> {
    const program =
      who === 'simulator'
        ? stack.simulator
        : who === 'relay'
          ? stack.relays[which]
          : stack.cores[which]?.program;
    if (program === undefined) return;
    const victim = { program, who };
    // Whoever is not even starting cannot be killed.
    while (absences.get(program)?.starting === false) await pause(BETWEEN_LOOKS);
    const before = absences.get(program);
    kills.push({ at: Date.now() - began, name: program.name, who, away });
    if (before !== undefined) {
      before.starting = false;
      before.away = away;
      strike(victim).catch(failed);
      return;
    }
    const absence: Absence = { away, starting: false, over: Promise.resolve() };
    absences.set(program, absence);
    absence.over = stayAway(victim, absence).catch(failed);
  }

  /** Gives an order to a core, and once more where it was killed before it answered. */
  async function give(
    link: CoreLink,
    given: Omit<Order, 'n' | 'at' | 'answer'>,
    call: readonly [name: string, input: unknown],
    again: boolean,
  ): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      await isBack(link.program);
      const answer = await journal.give(given, async () => {
        const said = await link.call(...call);
        if (said === 'lost') return 'lost';
        return said.ok ? 'ok' : said.refusal.code;
      });
      if (answer !== 'lost' || !again) return;
    }
  }

  async function act(action: Action): Promise<void> {
    switch (action.do) {
      case 'kill':
        await kill(action.who, action.which, action.away);
        return;
      case 'weather':
        ({ faults } = action);
        await isBack(stack.simulator);
        // Killed meanwhile: it gets them when it is back.
        await stack.control.weather(faults).catch(() => undefined);
        return;
      case 'write': {
        const address = addressOf(action.customer);
        await isBack(stack.simulator);
        // Whether it came to be written is in the provider's log.
        await Promise.allSettled(
          action.bodies.map((body) => stack.control.write(address, senderFor(address), body)),
        );
        return;
      }
      case 'send':
      case 'cancel':
      case 'draft':
      case 'read':
      case 'resolve':
      case 'reopen':
      case 'assign':
      case 'unassign':
        await order(action);
    }
  }

  async function order(action: Extract<Action, { core: number }>): Promise<void> {
    const link = stack.cores[action.core];
    const conversationId = conversations.get(addressOf(action.customer));
    if (link === undefined || conversationId === undefined) throw new Error('a plan without place');
    const { core } = action;
    const last = sentLast.get(`${core} ${conversationId}`) ?? null;
    const about = { core, kind: action.do, conversationId };
    switch (action.do) {
      case 'send': {
        const { messageId, body, again } = action;
        sentLast.set(`${core} ${conversationId}`, messageId);
        const input = { messageId, conversationId, body, repliesToId: null };
        const sent = { ...about, messageId, text: body };
        await give(link, sent, ['message.sendText', input], again);
        return;
      }
      case 'cancel':
      case 'read': {
        if (last === null) return;
        const call =
          action.do === 'cancel'
            ? (['message.cancel', { messageId: last }] as const)
            : (['conversation.markRead', { conversationId, upTo: last }] as const);
        await give(link, { ...about, messageId: last, text: null }, call, false);
        return;
      }
      case 'resolve':
      case 'reopen':
        await give(
          link,
          { ...about, messageId: null, text: null },
          [`conversation.${action.do}`, { conversationId }],
          false,
        );
        return;
      case 'assign':
      case 'unassign': {
        const assigneeId = action.do === 'assign' ? stack.personId : null;
        await give(
          link,
          { ...about, messageId: null, text: null },
          ['conversation.assign', { conversationId, assigneeId }],
          false,
        );
        return;
      }
      case 'draft': {
        const { text } = action;
        const draft = { text, repliesToId: null, template: null, attachments: [] };
        const saved = { ...about, messageId: null, text };
        await give(link, saved, ['draft.save', { conversationId, draft }], false);
      }
    }
  }

  const running = new Set<Promise<void>>();
  for (const action of plan.actions) {
    await pause(Math.max(0, began + action.at - Date.now()));
    if (failure !== null) break;
    const done = act(action)
      .catch(failed)
      .finally(() => running.delete(done));
    running.add(done);
  }
  await Promise.all(running);
  await Promise.all(Array.from(absences.values(), ({ over }) => over));
  if (failure !== null) throw (failure as { readonly error: unknown }).error;
  // On a slow machine most goes out only now: the weather still holds.
  const late = Date.now() + AFTER_STORM;
  while (Date.now() < late && !(await isThrough(stack))) await pause(AFTERMATH);
  return { kills, inFlight, answered };
}
