import type { Engine } from '../core/engine.ts';
import type { Job } from '../core/jobs.ts';
import type { CustomerRecord, MessageRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { quickRepliesOf } from '../platform/template-text.ts';
import type { Courier } from '../webhooks/courier.ts';
import { SimulatedCustomer } from './customer.ts';

/** What customers who act by themselves say. Languages are WhatsApp's codes (`es_MX`). */
export interface Chatter {
  /** What they may write of their own accord. */
  readonly liveMessages: (language: string) => readonly string[];
  /** What they may answer; `template` is the name of the template they answer, else null. */
  readonly answersTo: (language: string, template: string | null) => readonly string[];
}

const SILENCE: Chatter = { liveMessages: () => [], answersTo: () => [] };

/** Lets the customers who have a script answer what they get and write now and then. */
export class CustomerScript {
  readonly #engine: Engine;
  readonly #courier: Courier;
  #chatter: Chatter = SILENCE;

  constructor(engine: Engine, courier: Courier) {
    this.#engine = engine;
    this.#courier = courier;
  }

  /** Gives the customers their words; until then they press buttons but say nothing. */
  use(chatter: Chatter): void {
    this.#chatter = chatter;
  }

  /** From now on one of the account's scripted customers writes every `everyMs` on average. */
  startWriting(account: string, everyMs: number): void {
    const isWriting = this.#engine.scheduler.has(
      (job) => job.kind === 'customer-writes' && job.account === account,
    );
    if (!isWriting) this.#scheduleWriting(account, everyMs, this.#engine.clock.now());
  }

  /** The customer answers a message: a quick reply of a template, else in their own words. */
  async reply(job: Extract<Job, { kind: 'customer-replies' }>): Promise<void> {
    const account = this.#engine.account(job.account);
    const message = account.messages.get(job.sid);
    const customer = account.customers.get(message?.to ?? '');
    if (message === undefined || customer === undefined) return;
    const acting = new SimulatedCustomer(
      this.#engine,
      this.#courier,
      account.sid,
      customer.address,
    );
    const answer = this.#answerTo(account, message, customer);
    if (answer !== null) await acting.writes({ to: message.from, ...answer });
  }

  /** One of the scripted customers writes; the next turn is put into the queue. */
  async write(job: Extract<Job, { kind: 'customer-writes' }>, at: number): Promise<void> {
    this.#scheduleWriting(job.account, job.everyMs, at);
    const account = this.#engine.account(job.account);
    const customer = this.#pick([...account.customers.values()].filter(canWrite));
    if (customer === null) return;
    const text = this.#pick(this.#chatter.liveMessages(customer.language));
    if (text === null) return;
    const { address } = customer;
    await new SimulatedCustomer(this.#engine, this.#courier, account.sid, address).writes(text);
  }

  #answerTo(
    account: AccountState,
    message: MessageRecord,
    customer: CustomerRecord,
  ):
    | { text: string }
    | { button: { text: string; payload: string | null }; repliesTo: string }
    | null {
    const content = account.contents.get(message.contentSid ?? '');
    const button = content === undefined ? null : this.#pick(quickRepliesOf(content));
    if (button !== null) {
      const pressed = { text: button.title, payload: button.id };
      return { button: pressed, repliesTo: message.sid };
    }
    const template = content?.approval?.name ?? content?.friendlyName ?? null;
    const text = this.#pick(this.#chatter.answersTo(customer.language, template));
    return text === null ? null : { text };
  }

  #scheduleWriting(account: string, everyMs: number, at: number): void {
    const wait = everyMs * (0.5 + this.#engine.random());
    this.#engine.schedule({ kind: 'customer-writes', account, everyMs }, at + Math.round(wait));
  }

  #pick<T>(from: readonly T[]): T | null {
    return from[Math.floor(this.#engine.random() * from.length)] ?? null;
  }
}

function canWrite(customer: CustomerRecord): boolean {
  return customer.replies !== null && customer.blocked.length === 0 && customer.failsWith === null;
}
