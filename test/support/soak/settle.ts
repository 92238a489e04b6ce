import { setTimeout as pause } from 'node:timers/promises';
import { coreFacts, conversationsOf, isInStep } from './core-facts.ts';
import type { CoreFacts } from './oracle/facts.ts';
import { pendingWork, readProviderLog } from './oracle/provider-log.ts';
import type { Stack } from './stack.ts';

const BETWEEN_LOOKS = 250;
/** Cores that are in step show the same after at most this long. */
const SHOWN_WITHIN = 15_000;

/** Waits until a condition holds. @throws naming what was waited for, after `limit` ms */
async function until(what: string, limit: number, holds: () => Promise<boolean>): Promise<void> {
  const late = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > late) throw new Error(`waited ${limit} ms in vain until ${what}`);
    await pause(BETWEEN_LOOKS);
  }
}

/** Waits until every core knows the conversations of these customers. */
export async function conversationsThere(
  stack: Stack,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  let known: ReadonlyMap<string, string> = new Map();
  for (const core of stack.cores) {
    await until('every conversation is at the core', 60_000, async () => {
      known = await conversationsOf(core);
      return addresses.every((address) => known.has(address));
    });
  }
  return known;
}

export interface SettleOptions {
  /** ms. */
  readonly limit: number;
  /** Whether messages that no webhook brought are brought all the same. */
  readonly backfilled: boolean;
}

/**
 * Waits, with no faults any more and everyone there, until nothing is left to do: at the
 * provider, at the relay, at the cores.
 *
 * @returns what the cores show
 */
export async function settle(
  stack: Stack,
  { limit, backfilled }: SettleOptions,
): Promise<readonly CoreFacts[]> {
  const late = Date.now() + limit;
  const left = (): number => Math.max(late - Date.now(), BETWEEN_LOOKS);
  await until('the provider has nothing pending', left(), () =>
    Promise.resolve(pendingWork(stack.providerLog()) === 0),
  );
  for (const core of stack.cores) {
    await until('the cores have handed over everything', left(), () => isInStep(core));
  }
  await until('no send has anything left to do', left(), async () => {
    return (await stack.books.unfinished()) === 0;
  });
  await until('the provider has nothing pending', left(), () =>
    Promise.resolve(pendingWork(stack.providerLog()) === 0),
  );
  if (backfilled) await until('everything is back-filled', left(), () => isBackfilled(stack));
  return Promise.all(stack.cores.map(async (core, index) => shown(stack, core, index)));
}

async function isBackfilled({ books, providerLog }: Stack): Promise<boolean> {
  const { inbound } = await books.facts();
  const there = new Set(inbound.map(({ sid }) => sid));
  return readProviderLog(providerLog()).inbound.every(({ sid }) => there.has(sid));
}

/** What a core shows, once it shows as many messages and the same statuses as the relay has. */
async function shown(stack: Stack, core: Stack['cores'][number], index: number) {
  const late = Date.now() + SHOWN_WITHIN;
  for (;;) {
    const facts = await coreFacts(index, core);
    const { sends, inbound } = await stack.books.facts();
    const here = new Map(facts.messages.map(({ id, status }) => [id, status]));
    const same =
      inbound.every(({ id }) => here.has(id)) &&
      sends.every(({ id, status }) => here.get(id) === status);
    if (same || Date.now() > late) return facts;
    await pause(BETWEEN_LOOKS);
  }
}
