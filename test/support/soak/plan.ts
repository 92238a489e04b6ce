import { seededRandom } from '../../../simulator/core/random.ts';
import type { FaultRequest } from '../../../simulator/simulator.ts';

/** What a run is made of. Everything else follows from the seed. */
export interface PlanOptions {
  readonly seed: number;
  readonly sends: number;
  readonly receives: number;
  /** ms over which sends, receives and kills are spread. */
  readonly lasts: number;
  readonly relays: number;
  readonly cores: number;
  readonly customers: number;
  /** Kills of each of the three kinds. */
  readonly kills: { readonly relay: number; readonly core: number; readonly simulator: number };
  /** The longest that whoever was killed is away, ms. */
  readonly longestAway: number;
  /**
   * Faults after which nobody can know whether a message was taken, and no evidence will come:
   * each may hold its conversation up for a minute. A share of all sends.
   */
  readonly unknowable: number;
}

export type Victim = 'relay' | 'core' | 'simulator';

/** Something that is done at a moment of the run. Numbers name cores, customers and relays. */
export type Action = { readonly at: number } & (
  | {
      readonly do: 'send';
      readonly core: number;
      readonly customer: number;
      readonly messageId: string;
      readonly body: string;
      /** Whether it is given again where the answer was lost, as the interface does. */
      readonly again: boolean;
    }
  /** The customer writes; `burst` of them at once. */
  | { readonly do: 'write'; readonly customer: number; readonly bodies: readonly string[] }
  /** Takes back the core's last message to this customer. */
  | { readonly do: 'cancel'; readonly core: number; readonly customer: number }
  | {
      readonly do: 'draft';
      readonly core: number;
      readonly customer: number;
      readonly text: string;
    }
  | { readonly do: 'read'; readonly core: number; readonly customer: number }
  | {
      readonly do: 'resolve' | 'reopen' | 'assign' | 'unassign';
      readonly core: number;
      readonly customer: number;
    }
  | {
      readonly do: 'kill';
      readonly who: Victim;
      readonly which: number;
      readonly away: number;
    }
  /** From now on these faults strike, and no others. */
  | { readonly do: 'weather'; readonly faults: readonly FaultRequest[] }
);

export interface Plan {
  readonly options: PlanOptions;
  readonly actions: readonly Action[];
}

/** So much happens in the moments before a kill, and how long those last, ms. */
const CROWD = 10;
const CROWDED = 60;
/** How long one kind of weather lasts, ms. */
const WEATHER = 6000;
/** Every so many-th customer is one of SMS, which knows no window and leaves one a second. */
const SMS_EVERY = 15;

/** A customer's address at the provider. */
export function addressOf(customer: number): string {
  const number = `+4477009${String(10_000 + customer)}`;
  return customer % SMS_EVERY === SMS_EVERY - 1 ? number : `whatsapp:${number}`;
}

/** What follows from a seed: who does what when, who is killed, and which faults strike. */
export function planOf(options: PlanOptions): Plan {
  const random = seededRandom(options.seed);
  const { lasts, customers, cores, relays } = options;
  const below = (limit: number): number => Math.floor(random() * limit);
  const moment = (): number => below(lasts);
  const chance = (share: number): boolean => random() < share;
  const actions: Action[] = [];

  for (let n = 0; n < options.sends; n += 1) {
    const [core, customer] = [below(cores), below(customers)];
    const body = `out #${String(n)} ${'ok '.repeat(below(4))}`.trim();
    const at = moment();
    actions.push({
      do: 'send',
      at,
      core,
      customer,
      messageId: idOf(random),
      body,
      again: chance(0.7),
    });
    if (chance(0.04)) actions.push({ do: 'cancel', at: at + below(400), core, customer });
  }
  for (let n = 0; n < options.receives;) {
    const count = Math.min(options.receives - n, chance(0.1) ? 1 + below(5) : 1);
    const bodies = Array.from({ length: count }, (_, index) => `in #${String(n + index)} hello`);
    actions.push({ do: 'write', at: moment(), customer: below(customers), bodies });
    n += count;
  }
  for (let n = 0; n < options.sends / 10; n += 1) {
    const [core, customer, at] = [below(cores), below(customers), moment()];
    actions.push({ do: 'draft', at, core, customer, text: `draft #${String(n)}` });
    if (chance(0.5)) actions.push({ do: 'read', at: moment(), core, customer: below(customers) });
  }
  actions.push(...desk(options));
  const counts = { relay: relays, core: cores, simulator: 1 };
  for (const who of ['relay', 'core', 'simulator'] as const) {
    for (let n = 0; n < options.kills[who]; n += 1) {
      // Not at the very end, so that something happens after each.
      const at = Math.floor(lasts * (0.05 + 0.85 * random()));
      const away = 100 + Math.floor(random() ** 2 * options.longestAway);
      actions.push({ do: 'kill', at, who, which: below(counts[who]), away });
    }
  }
  for (let at = 0; at < lasts; at += WEATHER) {
    actions.push({ do: 'weather', at, faults: weather(random, options) });
  }
  return { options, actions: crowd(actions, random) };
}

/** What is done with conversations as a whole; drawn apart, so that all else of a seed stays. */
function desk({ seed, sends, lasts, cores, customers }: PlanOptions): Action[] {
  const random = seededRandom(seed + 1);
  const below = (limit: number): number => Math.floor(random() * limit);
  const kinds = ['assign', 'assign', 'unassign', 'resolve', 'resolve', 'reopen'] as const;
  return Array.from({ length: Math.ceil(sends / 5) }, () => ({
    do: kinds[below(kinds.length)] ?? 'assign',
    at: below(lasts),
    core: below(cores),
    customer: below(customers),
  }));
}

/** Moves some of what happens to just before a kill, so that it is met at work. By time. */
function crowd(actions: readonly Action[], random: () => number): Action[] {
  const moved = [...actions];
  const movable = [...actions.keys()].filter((index) => {
    const what = actions[index]?.do;
    return what === 'send' || what === 'write';
  });
  for (const action of actions) {
    if (action.do !== 'kill') continue;
    for (let n = 0; n < CROWD; n += 1) {
      const index = movable[Math.floor(random() * movable.length)] ?? 0;
      const chosen = moved[index];
      const at = Math.max(0, action.at - Math.floor(random() * CROWDED));
      if (chosen !== undefined) moved[index] = { ...chosen, at };
    }
  }
  return moved.toSorted((one, other) => one.at - other.at);
}

function weather(random: () => number, options: PlanOptions): FaultRequest[] {
  const seed = (): number => Math.floor(random() * 2 ** 31);
  const some = (share: number): boolean => random() < share;
  const faults: FaultRequest[] = [];
  const callbacks = random() < 0.5 ? 'any' : 'status';
  if (some(0.6)) faults.push({ kind: 'duplicate', probability: 0.2, seed: seed(), callbacks });
  if (some(0.6)) faults.push({ kind: 'reorder', probability: 0.2, seed: seed(), callbacks });
  if (some(0.4)) {
    const delayMs = 200 + Math.floor(random() * 4000);
    faults.push({ kind: 'delay', probability: 0.2, delayMs, seed: seed(), callbacks });
  }
  if (some(0.5)) {
    faults.push({ kind: 'lose', probability: 0.1, seed: seed(), callbacks: 'status' });
    faults.push({ kind: 'lose', probability: 0.1, seed: seed(), callbacks: 'inbound' });
  }
  if (some(0.4)) {
    const requests = some(0.5) ? 'any' : 'send';
    // Each makes everything that goes out wait.
    faults.push({ kind: 'too-many-requests', next: 1 + Math.floor(random() * 2), requests });
  }
  faults.push({ kind: 'error-after', probability: 0.08, seed: seed() });
  faults.push({ kind: 'timeout-after', how: 'reset', probability: 0.12, seed: seed() });
  if (some(0.2)) {
    const holdMs = 500 + Math.floor(random() * 3000);
    faults.push({ kind: 'timeout-after', how: 'hold', holdMs, probability: 0.05, seed: seed() });
  }
  // Of the weathers, half have one of these.
  const probability = Math.min(1, options.unknowable * 2);
  if (probability > 0 && some(0.5)) {
    faults.push(
      some(0.5)
        ? { kind: 'error-before', status: 503, probability, seed: seed() }
        : { kind: 'timeout-before', how: 'reset', probability, seed: seed() },
    );
  }
  return faults;
}

/** A version 4 UUID out of the seed. */
function idOf(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}
