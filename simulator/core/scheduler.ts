import type { VirtualClock } from './virtual-clock.ts';
import { type Job, laneOf } from './jobs.ts';

interface Due {
  readonly id: number;
  readonly dueAt: number;
  readonly job: Job;
}

/** Node's timers cannot wait longer than this. */
const LONGEST_TIMER_MS = 2_147_000_000;

/**
 * The queue of work by due moment. Real time passing drives it through one timer (not when
 * `manual`), `advance` drives it at once; both in due order, ties in the order of scheduling.
 */
export class Scheduler {
  readonly #clock: VirtualClock;
  readonly #run: (job: Job, at: number, id: number) => Promise<void>;
  readonly #manual: boolean;
  #queue: Due[] = [];
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #running = new Set<Promise<unknown>>();
  #timer: NodeJS.Timeout | null = null;
  #advancing: Promise<void> | null = null;
  #failure: { readonly error: unknown } | null = null;
  #closed = false;

  constructor(
    clock: VirtualClock,
    manual: boolean,
    run: (job: Job, at: number, id: number) => Promise<void>,
  ) {
    this.#clock = clock;
    this.#manual = manual;
    this.#run = run;
  }

  /** Puts a job in its place in the queue. */
  add(id: number, dueAt: number, job: Job): void {
    if (this.#closed) return;
    let low = 0;
    let high = this.#queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#queue[middle];
      if (at !== undefined && (at.dueAt < dueAt || (at.dueAt === dueAt && at.id < id))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    this.#queue.splice(low, 0, { id, dueAt, job });
    this.#arm();
  }

  /** Whether a job like this waits in the queue. */
  has(isMeant: (job: Job) => boolean): boolean {
    return this.#queue.some((due) => isMeant(due.job));
  }

  /** Moves the clock by `ms` (0 or more), running what falls due, one after the other. */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError('The clock only moves forward: advance(ms >= 0).');
    const before = this.#advancing;
    const move = (async () => {
      await before;
      const target = this.#clock.now() + ms;
      for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
        if (next.dueAt > target || this.#closed) break;
        this.#queue.shift();
        this.#clock.jumpTo(next.dueAt);
        await this.#start(next);
      }
      this.#clock.jumpTo(target);
      await this.#idle();
    })();
    this.#advancing = move;
    try {
      await move;
    } finally {
      if (this.#advancing === move) this.#advancing = null;
      this.#arm();
    }
    this.#complain();
  }

  /** Waits until nothing is due and nothing is under way. */
  async settled(): Promise<void> {
    while (this.#isBusy()) {
      await this.#advancing;
      if (!this.#manual) this.#startDue();
      await this.#idle();
    }
    this.#complain();
  }

  /** Counts work outside the queue (a customer's own message) as under way. */
  async watch<T>(work: Promise<T>): Promise<T> {
    const done = Promise.allSettled([work]);
    this.#running.add(done);
    try {
      return await work;
    } finally {
      this.#running.delete(done);
    }
  }

  /** Stops the timer, forgets the queue and waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#queue = [];
    await this.#idle();
  }

  #isBusy(): boolean {
    const next = this.#queue[0];
    const due = !this.#manual && next !== undefined && next.dueAt <= this.#clock.now();
    return this.#running.size > 0 || this.#advancing !== null || due;
  }

  async #idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #complain(): void {
    if (this.#failure === null) return;
    const { error } = this.#failure;
    this.#failure = null;
    throw error;
  }

  #arm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const next = this.#queue[0];
    if (this.#manual || this.#closed || this.#advancing !== null || next === undefined) return;
    const wait = Math.min(Math.max(0, next.dueAt - this.#clock.now()), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#advancing === null) this.#startDue();
      this.#arm();
    }, wait);
    this.#timer.unref();
  }

  #startDue(): void {
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      if (next.dueAt > this.#clock.now()) return;
      this.#queue.shift();
      void this.#start(next);
    }
  }

  /** Runs one job after the earlier ones of its lane; what goes wrong is told by settled(). */
  async #start(due: Due): Promise<void> {
    const lane = laneOf(due.job);
    const before = this.#lanes.get(lane);
    const run = (async () => {
      await before;
      try {
        await this.#run(due.job, due.dueAt, due.id);
      } catch (error) {
        this.#failure ??= { error };
      }
    })();
    this.#lanes.set(lane, run);
    this.#running.add(run);
    await run;
    this.#running.delete(run);
    if (this.#lanes.get(lane) === run) this.#lanes.delete(lane);
  }
}
