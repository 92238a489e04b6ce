import { join } from 'node:path';
import { openJournal } from './journal.ts';
import type { Facts, Violation } from './oracle/facts.ts';
import { judge } from './oracle/judge.ts';
import { readProviderLog } from './oracle/provider-log.ts';
import { addressOf, planOf, type PlanOptions, type Victim } from './plan.ts';
import { conversationsThere, settle } from './settle.ts';
import { SENDERS, senderFor, startStack } from './stack.ts';
import { type Kill, rage } from './storm.ts';

export interface RunOptions {
  readonly plan: PlanOptions;
  /** Of this run alone, empty. */
  readonly folder: string;
  /** An empty database; null: the relay's own server. */
  readonly databaseUrl: string | null;
  /** How long settling may take at most, ms. */
  readonly settlesWithin: number;
  /** Is told how far it is. */
  readonly say: (line: string) => void;
}

/** What came of a run. */
export interface RunReport {
  readonly seed: number;
  /** Kills that were made, by kind. */
  readonly kills: Readonly<Record<Victim, number>>;
  /** Orders to send that were given, and messages that came of them at the relay. */
  readonly given: number;
  readonly messages: number;
  readonly accepted: number;
  readonly written: number;
  readonly received: number;
  readonly faults: number;
  readonly unconfirmed: number;
  readonly inFlight: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

/** Every so many-th customer cannot be reached. */
const UNREACHABLE_EVERY = 11;
const UNREACHABLE = 63_024;
const DOUBTS = /^(error|timeout)-/;

/** One run from beginning to end: everything is started, raged at, left to settle, and judged. */
export async function runOnce(options: RunOptions): Promise<RunReport> {
  const { plan: planOptions, folder, databaseUrl, say } = options;
  const { seed, relays, cores, customers } = planOptions;
  const plan = planOf(planOptions);
  const addresses = Array.from({ length: customers }, (_, customer) => addressOf(customer));
  const stack = await startStack({ folder, databaseUrl, relays, cores });
  try {
    await stack.control.setUp({
      callbackUrl: stack.webhookUrl,
      senders: SENDERS,
      customers: addresses.map((address, customer) => ({
        address,
        failsWith: customer % UNREACHABLE_EVERY === 5 ? UNREACHABLE : null,
      })),
    });
    // Everyone writes first: it opens their window.
    for (const [index, address] of addresses.entries()) {
      await stack.control.write(address, senderFor(address), `in #${1_000_000 + index} first`);
    }
    const conversations = await conversationsThere(stack, addresses);
    say(`seed ${seed}: everyone is there, the storm begins`);
    const journal = openJournal(join(folder, 'journal.jsonl'));
    const { kills, inFlight, answered } = await rage({ plan, stack, journal, conversations });
    say(`seed ${seed}: the storm is over, ${kills.length} kills; settling`);
    await stack.control.weather([]);
    const { shown, inVain } = await settle(stack, options.settlesWithin);
    const facts: Facts = {
      log: readProviderLog(stack.providerLog()),
      journal: journal.orders(),
      relay: await stack.books.facts(),
      cores: shown,
      audit: await stack.books.watched(),
      sights: stack.sights,
      inFlight,
      answered,
    };
    return report(seed, kills, facts, inVain);
  } finally {
    await stack.stop();
  }
}

function report(
  seed: number,
  kills: readonly Kill[],
  facts: Facts,
  inVain: readonly string[],
): RunReport {
  const { log, relay, journal, inFlight } = facts;
  const killed = (kind: Victim): number => kills.filter(({ who }) => who === kind).length;
  const given = new Set(
    journal.flatMap(({ kind, messageId }) => (kind === 'send' ? [messageId] : [])),
  );
  const statuses: Record<string, number> = {};
  for (const { status } of relay.sends) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    seed,
    kills: { relay: killed('relay'), core: killed('core'), simulator: killed('simulator') },
    given: given.size,
    messages: relay.sends.length,
    accepted: log.accepted.length,
    written: log.inbound.length,
    received: relay.inbound.length,
    faults: log.faults.filter(({ kind }) => DOUBTS.test(kind)).length,
    unconfirmed: relay.sends.filter(({ state }) => state === 'unconfirmed').length,
    inFlight: inFlight.size,
    statuses,
    violations: [...inVain.map((what) => ({ rule: 'waited in vain', what })), ...judge(facts)],
  };
}
