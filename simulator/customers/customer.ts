import type { Engine } from '../core/engine.ts';
import type { CustomerRecord, MessageRecord, SenderRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { priceLater } from '../messages/priced.ts';
import { recordStatus } from '../messages/progress.ts';
import { channelOf } from '../platform/addresses.ts';
import { smsSegments } from '../platform/sms-segments.ts';
import type { Courier } from '../webhooks/courier.ts';
import { type ParsedMessage, type WrittenMessage, writtenMessage } from './written-message.ts';

/** A customer that a test, a person with curl or a script lets act. */
export class SimulatedCustomer {
  readonly address: string;
  readonly #engine: Engine;
  readonly #courier: Courier;
  readonly #account: string;

  constructor(engine: Engine, courier: Courier, account: string, address: string) {
    this.#engine = engine;
    this.#courier = courier;
    this.#account = account;
    this.address = address;
  }

  /** What is known of this customer now. */
  get record(): CustomerRecord {
    const record = this.#engine.account(this.#account).customers.get(this.address);
    if (record === undefined) throw new Error(`The simulator has no customer ${this.address}.`);
    return record;
  }

  /**
   * The customer writes: text, media, a location, a pressed button, a quote, from an ad.
   *
   * @returns the SID of the inbound message, once the webhook was answered (or a fault kept
   *   it back)
   */
  async writes(message: WrittenMessage | string): Promise<string> {
    const parsed = writtenMessage.parse(typeof message === 'string' ? { text: message } : message);
    return this.#engine.scheduler.watch(this.#write(parsed));
  }

  /** The customer reads a message that was delivered to them, and the status callback is told. */
  async reads(sid: string): Promise<void> {
    const account = this.#engine.account(this.#account);
    const message = account.messages.get(sid);
    if (message?.to !== this.address || message.status !== 'delivered') {
      throw new Error(
        `${this.address} cannot read ${sid}: only a message that was delivered to them and is still unread can be read (status ${message?.status ?? 'unknown'}).`,
      );
    }
    const at = this.#engine.clock.now();
    const event = { status: 'read', errorCode: null, at } as const;
    const callback = recordStatus(this.#engine, account, message, event);
    if (callback !== null) {
      await this.#engine.scheduler.watch(this.#courier.deliver(callback, at));
    }
  }

  /** The customer asks for no more messages: STOP by SMS, the same word on WhatsApp. */
  async optsOut(sender?: string): Promise<string> {
    return this.writes(sender === undefined ? { text: 'STOP' } : { text: 'STOP', to: sender });
  }

  /** The customer blocks a sender (without one: every sender of the account). */
  blocks(sender?: string): void {
    const all = [...this.#engine.account(this.#account).senders.keys()];
    this.#change({ blocked: sender === undefined ? all : [...this.record.blocked, sender] });
  }

  /** The customer lets a sender (without one: everybody) through again. */
  unblocks(sender?: string): void {
    const kept = sender === undefined ? [] : this.record.blocked.filter((one) => one !== sender);
    this.#change({ blocked: kept });
  }

  /** From now on every message to this customer ends with this code; null: they arrive. */
  failsWith(code: number | null): void {
    this.#change({ failsWith: code });
  }

  #change(change: Partial<CustomerRecord>): void {
    const customer = { ...this.record, ...change };
    this.#engine.record({ type: 'customer', account: this.#account, customer });
  }

  async #write(written: ParsedMessage): Promise<string> {
    const account = this.#engine.account(this.#account);
    const sender = this.#senderFor(account, written.to);
    const at = this.#engine.clock.now();
    const message = this.#inboundMessage(written, sender, at);
    this.#engine.record({ type: 'inbound', account: account.sid, message }, at);
    priceLater(this.#engine, account.sid, message.sid, at);
    const { sid } = message;
    const url = sender.webhook.callbackUrl;
    if (url === null) return sid;
    const token = this.#engine.token(`${sid} received`);
    await this.#courier.deliver(
      {
        kind: 'inbound-callback',
        account: account.sid,
        sid,
        url,
        token,
        attempt: 1,
        stage: 'fresh',
        failure: null,
      },
      at,
    );
    return sid;
  }

  #senderFor(account: AccountState, wanted: string | undefined): SenderRecord {
    const channel = channelOf(this.address);
    const first = [...account.senders.values()].find((one) => one.channel === channel);
    const lastUsed = account.lastUsed.get(this.address)?.sender;
    const sender =
      account.senders.get(wanted ?? '') ??
      (wanted === undefined ? (account.senders.get(lastUsed ?? '') ?? first) : undefined);
    if (sender === undefined || sender.channel !== channel) {
      throw new Error(
        `${this.address} cannot write to ${wanted ?? 'anybody'}: account ${account.sid} has no such ${channel} sender.`,
      );
    }
    return sender;
  }

  #inboundMessage(written: ParsedMessage, sender: SenderRecord, at: number): MessageRecord {
    const media = written.media ?? [];
    const body = written.text ?? written.button?.text ?? '';
    return {
      sid: this.#engine.nextSid(media.length > 0 ? 'MM' : 'SM', this.#account),
      direction: 'inbound',
      from: this.address,
      to: sender.address,
      body,
      numSegments: sender.channel === 'sms' ? smsSegments(body) : 1,
      numMedia: media.length,
      status: 'received',
      errorCode: null,
      dateCreated: at,
      dateUpdated: at,
      dateSent: at,
      statusCallback: null,
      validUntil: null,
      contentSid: null,
      contentVariables: null,
      mediaUrls: [],
      media: media.map(({ contentType, base64 }) => ({
        sid: this.#engine.nextSid('ME', this.#account),
        contentType,
        base64,
      })),
      inbound: {
        button: written.button ?? null,
        location: written.location ?? null,
        referral: written.referral ?? null,
        repliesToSid: written.repliesTo ?? null,
        forwarded: written.forwarded,
      },
      price: null,
      dateEnded: at,
    };
  }
}
