import { z } from 'zod';
import { seededRandom } from './random.ts';

const timing = {
  /** How many times it strikes; without it and without `probability`: once. */
  next: z.number().int().positive().optional(),
  /** Strikes each time with this probability instead, drawn from `seed`. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  /** Only for this account. */
  account: z.string().optional(),
};
const onCallbacks = {
  ...timing,
  callbacks: z.enum(['status', 'inbound', 'event', 'any']).default('any'),
};
const onRequests = { ...timing, requests: z.enum(['send', 'any']).default('send') };

/** What can be asked to go wrong. Durations in ms of the virtual clock unless it is said. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The callback is delivered `copies` more times. */
  z.object({
    kind: z.literal('duplicate'),
    copies: z.number().int().positive().default(1),
    ...onCallbacks,
  }),
  /** The callback arrives after the next one of the same message (inbound: of the same sender). */
  z.object({ kind: z.literal('reorder'), ...onCallbacks }),
  z.object({
    kind: z.literal('delay'),
    delayMs: z.number().positive().default(30_000),
    ...onCallbacks,
  }),
  z.object({ kind: z.literal('lose'), ...onCallbacks }),
  /** Answered with 429 and Twilio's code 20429. */
  z.object({ kind: z.literal('too-many-requests'), ...onRequests }),
  z.object({
    kind: z.literal('error-before'),
    status: z.union([z.literal(500), z.literal(503)]).default(500),
    ...onRequests,
  }),
  z.object({
    kind: z.literal('error-after'),
    status: z.union([z.literal(500), z.literal(503)]).default(500),
    ...onRequests,
  }),
  /** No answer: the connection is held for `holdMs` of real time, or reset at once. */
  z.object({
    kind: z.literal('timeout-before'),
    how: z.enum(['hold', 'reset']).default('hold'),
    holdMs: z.number().positive().default(60_000),
    ...onRequests,
  }),
  z.object({
    kind: z.literal('timeout-after'),
    how: z.enum(['hold', 'reset']).default('hold'),
    holdMs: z.number().positive().default(60_000),
    ...onRequests,
  }),
]);

/** A fault as it is asked for. */
export type FaultRequest = z.input<typeof faultSchema>;
/** A fault with its defaults filled in. */
export type Fault = z.infer<typeof faultSchema>;
export type CallbackFault = Extract<Fault, { callbacks: string }>;
export type RequestFault = Extract<Fault, { requests: string }>;

interface Armed {
  readonly fault: Fault;
  readonly random: () => number;
  left: number;
}

/** The faults that are armed. The first that matches strikes. */
export class Faults {
  #armed: Armed[] = [];

  /** Arms a fault; earlier ones stay. */
  set(request: FaultRequest): Fault {
    const fault = faultSchema.parse(request);
    const left = fault.next ?? (fault.probability === undefined ? 1 : Infinity);
    this.#armed.push({ fault, left, random: seededRandom(fault.seed ?? 1) });
    return fault;
  }

  /** Disarms all faults, or those of one kind. */
  clear(kind?: Fault['kind']): void {
    this.#armed = kind === undefined ? [] : this.#armed.filter((one) => one.fault.kind !== kind);
  }

  /** The faults still armed, with how often each can still strike (null: without limit). */
  list(): readonly { readonly fault: Fault; readonly left: number | null }[] {
    return this.#armed.map(({ fault, left }) => ({ fault, left: left === Infinity ? null : left }));
  }

  /** The fault that strikes this callback; null for none. */
  forCallback(account: string, kind: 'status' | 'inbound' | 'event'): CallbackFault | null {
    const isMeant = (fault: Fault): fault is CallbackFault =>
      'callbacks' in fault && (fault.callbacks === 'any' || fault.callbacks === kind);
    return this.#strike(account, isMeant);
  }

  /** The fault that strikes this request of the API; null for none. */
  forRequest(account: string, isSend: boolean): RequestFault | null {
    const isMeant = (fault: Fault): fault is RequestFault =>
      'requests' in fault && (fault.requests === 'any' || isSend);
    return this.#strike(account, isMeant);
  }

  #strike<T extends Fault>(account: string, isMeant: (fault: Fault) => fault is T): T | null {
    for (const armed of this.#armed) {
      const { fault } = armed;
      if ((fault.account ?? account) !== account || !isMeant(fault)) continue;
      if (armed.random() >= (fault.probability ?? 1)) continue;
      armed.left -= 1;
      if (armed.left <= 0) this.#armed = this.#armed.filter((one) => one !== armed);
      return fault;
    }
    return null;
  }
}
