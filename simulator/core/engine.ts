import { EventLog } from './event-log.ts';
import type { LogEntry, LogFact } from './log-entries.ts';
import type { Job } from './jobs.ts';
import { seededRandom } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { fingerprint, type SidPrefix, SidSource } from './sids.ts';
import { type AccountState, State } from './state.ts';
import { VirtualClock } from './virtual-clock.ts';

/** How long, on the virtual clock, the steps of a message and of a review take (ms). */
export interface Pace {
  readonly sentMs: number;
  readonly deliveredMs: number;
  readonly readMs: number;
  /** From submission to `pending`, and from there to the reviewer's decision. */
  readonly reviewMs: number;
  /** From the end of a message to its price. */
  readonly pricedMs: number;
}

export interface EngineOptions {
  readonly logFile: string | null;
  readonly seed: number;
  readonly pace: Pace;
  readonly manual: boolean;
}

/**
 * The heart of the simulator: the log, the state that follows from it, the clock and the queue
 * of pending work. Everything else only reads the state, records facts and schedules jobs.
 */
export class Engine {
  readonly clock = new VirtualClock();
  readonly state = new State();
  readonly log = new EventLog();
  readonly scheduler: Scheduler;
  readonly pace: Pace;
  readonly random: () => number;
  readonly #sids: SidSource;
  #jobs = 0;

  constructor(options: EngineOptions, run: (job: Job, at: number) => Promise<void>) {
    this.pace = options.pace;
    this.scheduler = new Scheduler(this.clock, options.manual, async (job, at, id) => {
      await run(job, at);
      this.log.note({ type: 'done', id });
    });
    const pending = options.logFile === null ? [] : this.#recall(options.logFile);
    const starts = this.log.entries().filter((entry) => entry.type === 'started').length;
    this.#sids = new SidSource(options.seed, starts);
    this.random = seededRandom(options.seed + starts);
    this.record({ type: 'started', seed: options.seed });
    for (const job of pending) this.scheduler.add(job.id, job.dueAt, job.job);
  }

  /** Writes a fact to the log and into the state; `at` (ms) is now unless it is said. */
  record(fact: LogFact, at = this.clock.now()): LogEntry {
    const entry = this.log.append(fact, at);
    this.state.apply(entry);
    return entry;
  }

  /** Puts work into the queue for a moment (ms) of the virtual clock. */
  schedule(job: Job, dueAt: number): void {
    this.#jobs += 1;
    this.log.note({ type: 'scheduled', id: this.#jobs, dueAt, job });
    this.scheduler.add(this.#jobs, dueAt, job);
  }

  /** Moves the clock forward and runs what falls due on the way. */
  async advance(ms: number): Promise<void> {
    await this.scheduler.advance(ms);
    this.log.note({ type: 'clock', offset: this.clock.offset });
  }

  nextSid(prefix: SidPrefix, account: string): string {
    return this.#sids.next(prefix, account);
  }

  /** A token of UUID's shape, as Twilio's I-Twilio-Idempotency-Token has it. */
  token(of: string): string {
    return fingerprint(of).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /** The account with this SID; throws when there is none. */
  account(sid: string): AccountState {
    const account = this.state.accounts.get(sid);
    if (account === undefined) throw new Error(`The simulator has no account ${sid}.`);
    return account;
  }

  #recall(path: string): { id: number; dueAt: number; job: Job }[] {
    const pending = new Map<number, { id: number; dueAt: number; job: Job }>();
    const { entries, lines } = this.log.open(path);
    for (const entry of entries) this.state.apply(entry);
    for (const row of lines) {
      if (row.type === 'clock') this.clock.restore(row.offset);
      else if (row.type === 'done') pending.delete(row.id);
      else {
        pending.set(row.id, row);
        this.#jobs = Math.max(this.#jobs, row.id);
      }
    }
    return [...pending.values()];
  }
}
