import type { Engine } from '../core/engine.ts';
import type { CallbackFault, Faults } from '../core/faults.ts';
import type { Job } from '../core/jobs.ts';
import { inboundParams, statusParams } from './callback-params.ts';
import { postWebhook, type WebhookOutcome } from './post-webhook.ts';

type CallbackJob = Extract<Job, { kind: 'status-callback' | 'inbound-callback' }>;

/** Twilio retries once by default, and only where no connection came about (rc=1, rp=ct). */
const RETRIES = 1;
const RETRY_AFTER_MS = 1000;
/** A reordered callback with no successor is delivered after this long all the same. */
const HELD_AT_MOST_MS = 60_000;
/** Twilio's code for a webhook that could not be reached. */
const UNREACHABLE = 11_200;

/** Delivers callbacks: applies the faults that were asked for, signs, posts, logs, retries. */
export class Courier {
  readonly #engine: Engine;
  readonly #faults: Faults;
  readonly #publicUrl: () => string;
  /** Reordered callbacks that wait for the next one, by what they are reordered within. */
  readonly #held = new Map<string, CallbackJob[]>();
  /** Held ones that went out before their last moment; their job has nothing left to do. */
  readonly #overtaken = new Set<string>();

  constructor(engine: Engine, faults: Faults, publicUrl: () => string) {
    this.#engine = engine;
    this.#faults = faults;
    this.#publicUrl = publicUrl;
  }

  /** Delivers one callback that is due at `at` (ms). */
  async deliver(job: CallbackJob, at: number): Promise<void> {
    if (job.stage !== 'fresh') {
      if (!this.#overtaken.delete(job.token)) await this.#attempt(job, at);
      return;
    }
    const fault = this.#strike(job);
    if (fault?.kind === 'lose') return;
    if (fault?.kind === 'delay') {
      this.#engine.schedule({ ...job, stage: 'late' }, at + fault.delayMs);
      return;
    }
    if (fault?.kind === 'reorder') {
      this.#hold(job, at);
      return;
    }
    await this.#attempt(job, at);
    const copies = fault?.kind === 'duplicate' ? fault.copies : 0;
    for (let copy = 0; copy < copies; copy += 1) await this.#attempt(job, at);
    await this.#releaseHeld(job, at);
  }

  #strike(job: CallbackJob): CallbackFault | null {
    const kind = job.kind === 'status-callback' ? 'status' : 'inbound';
    const fault = this.#faults.forCallback(job.account, kind);
    if (fault !== null) {
      const detail = job.kind === 'status-callback' ? job.status : 'received';
      this.#engine.record({
        type: 'fault',
        account: job.account,
        kind: fault.kind,
        sid: job.sid,
        detail,
      });
    }
    return fault;
  }

  #hold(job: CallbackJob, at: number): void {
    const within = this.#reorderedWithin(job);
    const late: CallbackJob = { ...job, stage: 'held' };
    this.#held.set(within, [...(this.#held.get(within) ?? []), late]);
    this.#engine.schedule(late, at + HELD_AT_MOST_MS);
  }

  async #releaseHeld(after: CallbackJob, at: number): Promise<void> {
    const within = this.#reorderedWithin(after);
    const held = this.#held.get(within) ?? [];
    this.#held.delete(within);
    for (const job of held) {
      this.#overtaken.add(job.token);
      await this.#attempt(job, at);
    }
  }

  /** Status callbacks change places within a message, inbound ones within a sender. */
  #reorderedWithin(job: CallbackJob): string {
    if (job.kind === 'status-callback') return job.sid;
    return this.#engine.account(job.account).messages.get(job.sid)?.to ?? job.sid;
  }

  async #attempt(job: CallbackJob, at: number): Promise<void> {
    const params = this.#paramsOf(job);
    if (params === null) return;
    const { authToken } = this.#engine.account(job.account);
    const outcome = await postWebhook({
      url: job.url,
      params,
      authToken,
      retryToken: job.attempt > 1 ? job.token : null,
    });
    this.#engine.record({
      type: 'webhook',
      account: job.account,
      sid: job.sid,
      kind: job.kind === 'status-callback' ? 'status' : 'inbound',
      url: job.url,
      status: job.kind === 'status-callback' ? job.status : 'received',
      attempt: job.attempt,
      token: job.token,
      answer: outcome.answer,
      problem: outcome.problem,
    });
    this.#follow(job, outcome, at);
  }

  #paramsOf(job: CallbackJob): Record<string, string> | null {
    const account = this.#engine.account(job.account);
    const message = account.messages.get(job.sid);
    if (message === undefined) return null;
    if (job.kind === 'status-callback') {
      const { status, errorCode, statusAt } = job;
      return statusParams(account, message, { status, errorCode, at: statusAt });
    }
    const params = inboundParams(account, message, this.#publicUrl());
    if (job.failure !== null) {
      params['ErrorCode'] = String(job.failure.code);
      params['ErrorUrl'] = job.failure.url;
    }
    return params;
  }

  /** Tries again, or turns to the sender's fallback address, as Twilio would. */
  #follow(job: CallbackJob, outcome: WebhookOutcome, at: number): void {
    if (outcome.isUnconnected && job.attempt <= RETRIES) {
      const again: CallbackJob = { ...job, attempt: job.attempt + 1, stage: 'late' };
      this.#engine.schedule(again, at + RETRY_AFTER_MS);
      return;
    }
    const isAnswered = outcome.answer !== null && outcome.answer < 400;
    if (isAnswered || job.kind !== 'inbound-callback' || job.failure !== null) return;
    const account = this.#engine.account(job.account);
    const sender = account.senders.get(account.messages.get(job.sid)?.to ?? '');
    const url = sender?.webhook.fallbackUrl ?? null;
    if (url === null) return;
    const failure = { code: UNREACHABLE, url: job.url };
    this.#engine.schedule({ ...job, url, failure, attempt: 1, stage: 'late' }, at);
  }
}
