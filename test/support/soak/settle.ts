import { setTimeout as pause } from 'node:timers/promises';
import { coreFacts, conversationsOf, isInStep } from './core-facts.ts';
import type { CoreConversation, CoreFacts } from './oracle/facts.ts';
import { pendingWork, readProviderLog } from './oracle/provider-log.ts';
import { shownAs } from './oracle/statuses.ts';
import type { Stack } from './stack.ts';

const BETWEEN_LOOKS = 250;
const ARRIVES_WITHIN = 60_000;
/** Cores that are in step show the same after at most this long. */
const SHOWN_WITHIN = 15_000;

/** Waits until a condition holds. @returns whether it did within `limit` ms */
async function until(limit: number, holds: () => Promise<boolean>): Promise<boolean> {
  const late = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > late) return false;
    await pause(BETWEEN_LOOKS);
  }
  return true;
}

/** Waits until every core knows the conversations of these customers. */
export async function conversationsThere(
  stack: Stack,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  let known: ReadonlyMap<string, string> = new Map();
  for (const core of stack.cores) {
    const there = await until(ARRIVES_WITHIN, async () => {
      known = await conversationsOf(core);
      return addresses.every((address) => known.has(address));
    });
    if (!there) throw new Error(`${core.program.name} does not get the conversations`);
  }
  return known;
}

/** How everything is in the end. */
export interface Settled {
  /** What the cores show. */
  readonly shown: readonly CoreFacts[];
  /** What was waited for and never came. */
  readonly inVain: readonly string[];
}

/**
 * Waits, with no faults any more and everyone there, until nothing is left to do: at the
 * provider, at the relay, at the cores. The relays are started anew on the way. What does not
 * come in time is for the oracle to judge.
 *
 * @param limit ms
 */
export async function settle(stack: Stack, limit: number): Promise<Settled> {
  const { books, cores, relays, providerLog } = stack;
  const late = Date.now() + limit;
  const inVain: string[] = [];
  const wait = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    if (!(await until(Math.max(late - Date.now(), 0), holds))) inVain.push(what);
  };
  const nothingPending = (): Promise<boolean> => Promise.resolve(pendingWork(providerLog()) === 0);

  await wait('the provider has nothing pending', nothingPending);
  // A relay that starts reads the provider's list for what it has missed.
  for (const relay of relays) {
    await relay.stop();
    await relay.start();
  }
  for (const core of cores) await wait('a core has nothing to hand over', () => isInStep(core));
  await wait('no send has anything left to do', async () => (await books.unfinished()) === 0);
  await wait('the provider has nothing pending any more', nothingPending);
  await wait('what no webhook brought is there', () => isBackfilled(stack));
  for (;;) {
    const before = JSON.stringify(await books.facts());
    const shown = await Promise.all(cores.map(async (core, index) => shownBy(stack, core, index)));
    // Both are looked at in one state of things.
    if (before === JSON.stringify(await books.facts()) || Date.now() > late)
      return { shown, inVain };
  }
}

/** Whether the relay has every message of a customer, and every status that the provider has. */
async function isBackfilled({ books, providerLog }: Stack): Promise<boolean> {
  const { inbound, sends } = await books.facts();
  const log = readProviderLog(providerLog());
  const there = new Set(inbound.map(({ sid }) => sid));
  const last = new Map(log.statuses.map(({ sid, status }) => [sid, shownAs(status)]));
  return (
    log.inbound.every(({ sid }) => there.has(sid)) &&
    sends.every(({ sid, status }) => sid === null || (last.get(sid) ?? 'accepted') === status)
  );
}

type Line = Pick<CoreConversation, 'unread' | 'status' | 'assigneeId' | 'lastMessageStatus'>;

function lineOf({ unread, status, assigneeId, lastMessageStatus }: Line): string {
  return JSON.stringify([unread, status, assigneeId, lastMessageStatus]);
}

/** What a core shows, once it shows as many messages and the same statuses as the relay has. */
async function shownBy(stack: Stack, core: Stack['cores'][number], index: number) {
  const late = Date.now() + SHOWN_WITHIN;
  for (;;) {
    const facts = await coreFacts(index, core);
    const { sends, inbound, conversations } = await stack.books.facts();
    const here = new Map(facts.messages.map(({ id, status }) => [id, status]));
    const lines = new Map(facts.conversations.map((each) => [each.id, lineOf(each)]));
    // What a conversation is comes after its messages, and may come in another portion.
    const same =
      conversations.every((each) => lines.get(each.id) === lineOf(each)) &&
      inbound.every(({ id }) => here.has(id)) &&
      sends.every(({ id, status }) => here.get(id) === status);
    if (same || Date.now() > late) return facts;
    await pause(BETWEEN_LOOKS);
  }
}
