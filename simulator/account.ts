import type { Engine } from './core/engine.ts';
import { changeApproval, takeAway } from './content/change-approval.ts';
import { type ImportedContent, importContents } from './content/import-contents.ts';
import { decided, dropQuality } from './content/quality.ts';
import type {
  ApprovalRecord,
  ContentRecord,
  CustomerRecord,
  MessageRecord,
  SenderRecord,
} from './core/records.ts';
import { fingerprint } from './core/sids.ts';
import type { AccountState } from './core/state.ts';
import { SimulatedCustomer } from './customers/customer.ts';
import { type HistoryEntry, messageOfHistory } from './customers/history.ts';
import type { CustomerScript } from './customers/script.ts';
import { channelOf, isRecipient } from './platform/addresses.ts';
import type { Courier } from './webhooks/courier.ts';

/** A sender to be added: `whatsapp:+…` or `+…` for SMS. */
export interface NewSender {
  readonly address: string;
  readonly displayName: string;
  /** Where inbound messages go; null: nowhere. */
  readonly callbackUrl?: string | null | undefined;
  /** Where status callbacks go for messages that name no StatusCallback of their own. */
  readonly statusCallbackUrl?: string | null | undefined;
  readonly fallbackUrl?: string | null | undefined;
}

/** Where webhooks go; null: nowhere. */
export interface CallbackUrls {
  readonly callbackUrl?: string | null | undefined;
  readonly statusCallbackUrl?: string | null | undefined;
  readonly fallbackUrl?: string | null | undefined;
}

/** A customer to be added, by address or by the user id of one who shares no phone number. */
export interface NewCustomer {
  /** `whatsapp:+…` or `+…` for SMS. */
  readonly address?: string | undefined;
  /** `US.…`; alone it makes the address `whatsapp:US.…`. */
  readonly externalUserId?: string | undefined;
  readonly profileName: string;
  readonly language?: string | undefined;
  /** Delivered to read, ms; null: reads nothing by itself. Default: the simulator's pace. */
  readonly readsAfterMs?: number | null | undefined;
  /** Sent to delivered, ms; null, the default: the simulator's pace. */
  readonly deliversAfterMs?: number | null | undefined;
  /** How they answer by themselves; default: not at all. */
  readonly replies?: CustomerRecord['replies'] | undefined;
  readonly failsWith?: number | null | undefined;
}

/** What an account works with. */
export interface AccountParts {
  readonly engine: Engine;
  readonly courier: Courier;
  readonly script: CustomerScript;
}

/** One account of the simulator, for tests and for the sample. */
export class SimulatedAccount {
  readonly sid: string;
  readonly #engine: Engine;
  readonly #courier: Courier;
  readonly #script: CustomerScript;

  constructor(parts: AccountParts, sid: string) {
    this.#engine = parts.engine;
    this.#courier = parts.courier;
    this.#script = parts.script;
    this.sid = sid;
  }

  get authToken(): string {
    return this.#state.authToken;
  }

  /** Adds a sender that is online at once, or changes the name and addresses of a known one. */
  addSender(sender: NewSender): SenderRecord {
    const known = this.#state.senders.get(sender.address);
    const record: SenderRecord = {
      sid: `XE${fingerprint(`${this.sid} ${sender.address}`)}`,
      channel: channelOf(sender.address),
      address: sender.address,
      friendlyName: null,
      status: 'ONLINE',
      configuration: {},
      properties: { qualityRating: 'HIGH', messagingLimit: '10K Customers/24hr' },
      offlineReasons: null,
      ...known,
      profile: { ...known?.profile, name: sender.displayName },
      webhook: {
        callbackUrl: sender.callbackUrl ?? known?.webhook.callbackUrl ?? null,
        fallbackUrl: sender.fallbackUrl ?? known?.webhook.fallbackUrl ?? null,
        statusCallbackUrl: sender.statusCallbackUrl ?? known?.webhook.statusCallbackUrl ?? null,
      },
    };
    this.#engine.record({ type: 'sender', account: this.sid, sender: record });
    return record;
  }

  /** Sets where the webhooks of all senders go; what is left out stays. */
  setAllCallbackUrls(urls: CallbackUrls): void {
    for (const { address } of this.senders()) this.setCallbackUrls(address, urls);
  }

  /** Sets where a sender's webhooks go; what is left out stays. */
  setCallbackUrls(address: string, urls: CallbackUrls): void {
    const sender = this.sender(address);
    const { webhook } = sender;
    const given = {
      callbackUrl: urls.callbackUrl === undefined ? webhook.callbackUrl : urls.callbackUrl,
      fallbackUrl: urls.fallbackUrl === undefined ? webhook.fallbackUrl : urls.fallbackUrl,
      statusCallbackUrl:
        urls.statusCallbackUrl === undefined ? webhook.statusCallbackUrl : urls.statusCallbackUrl,
    };
    const changed = { ...sender, webhook: given };
    this.#engine.record({ type: 'sender', account: this.sid, sender: changed });
  }

  /** Puts a sender on- or offline (or into any other status). */
  setSenderStatus(address: string, status: SenderRecord['status']): void {
    const sender = { ...this.sender(address), status };
    this.#engine.record({ type: 'sender', account: this.sid, sender });
  }

  /** All senders. */
  senders(): readonly SenderRecord[] {
    return [...this.#state.senders.values()];
  }

  /** The sender with this address. */
  sender(address: string): SenderRecord {
    const sender = this.#state.senders.get(address);
    if (sender === undefined) throw new Error(`Account ${this.sid} has no sender ${address}.`);
    return sender;
  }

  /** Adds a customer, or changes what is said of a known one. */
  addCustomer(customer: NewCustomer): SimulatedCustomer {
    const { externalUserId } = customer;
    const ofUserId = externalUserId === undefined ? undefined : `whatsapp:${externalUserId}`;
    const address = customer.address ?? ofUserId ?? '';
    if (!isRecipient(address)) {
      throw new Error(
        `"${address}" is no customer's address: give whatsapp:+… or +… (E.164), or an externalUserId such as US.1234.`,
      );
    }
    const record: CustomerRecord = {
      address,
      externalUserId: externalUserId ?? null,
      profileName: customer.profileName,
      language: customer.language ?? 'en',
      readsAfterMs:
        customer.readsAfterMs === undefined ? this.#engine.pace.readMs : customer.readsAfterMs,
      deliversAfterMs: customer.deliversAfterMs ?? null,
      replies: customer.replies ?? null,
      failsWith: customer.failsWith ?? null,
      blocked: this.#state.customers.get(address)?.blocked ?? [],
    };
    this.#engine.record({ type: 'customer', account: this.sid, customer: record });
    return this.customer(address);
  }

  /** The customer with this address, to act. */
  customer(address: string): SimulatedCustomer {
    if (!this.#state.customers.has(address)) {
      throw new Error(`Account ${this.sid} has no customer ${address}: add them first.`);
    }
    return new SimulatedCustomer(this.#engine, this.#courier, this.sid, address);
  }

  /** Takes over messages of the past; those it has already stay as they are. */
  importHistory(entries: readonly HistoryEntry[]): void {
    for (const entry of entries) {
      if (this.#state.messages.has(entry.sid)) continue;
      const message = messageOfHistory(entry);
      this.#engine.record({ type: 'imported', account: this.sid, message });
    }
  }

  /** Gives the account templates; those it has already stay as they are. */
  importContents(contents: readonly ImportedContent[]): readonly ContentRecord[] {
    return importContents(this.#engine, this.sid, contents);
  }

  /** Has events of templates posted to this address from now on; null: nowhere. */
  streamEventsTo(url: string | null): void {
    this.#engine.record({ type: 'event-sink', account: this.sid, url });
  }

  /** Approves, rejects, pauses, unpauses or disables a submitted template, past the reviewers. */
  setApproval(contentSid: string, status: ApprovalRecord['status'], reason = ''): void {
    const content = this.#content(contentSid);
    const changed = { ...decided(content), status, rejectionReason: reason };
    changeApproval(this.#engine, this.#state, content, changed);
  }

  /** WhatsApp judges a template to be of another category; its status stays. */
  recategorise(contentSid: string, category: string): void {
    const content = this.#content(contentSid);
    changeApproval(this.#engine, this.#state, content, { ...decided(content), category });
  }

  /** Its quality falls: paused for 3 hours, the second time for 6, the third time disabled. */
  dropQuality(contentSid: string): void {
    dropQuality(this.#engine, this.#state, this.#content(contentSid));
  }

  /** WhatsApp takes a template away. */
  takeAwayContent(contentSid: string): void {
    takeAway(this.#engine, this.#state, this.#content(contentSid));
  }

  /** All templates. */
  contents(): readonly ContentRecord[] {
    return [...this.#state.contents.values()];
  }

  /** From now on one of the customers who have a script writes every `everyMs` on average. */
  startWriting(everyMs: number): void {
    this.#script.startWriting(this.sid, everyMs);
  }

  /** All customers. */
  customers(): readonly CustomerRecord[] {
    return [...this.#state.customers.values()];
  }

  /** All messages, in the order they came into being here. */
  messages(): readonly MessageRecord[] {
    return [...this.#state.messages.values()];
  }

  #content(sid: string): ContentRecord {
    const content = this.#state.contents.get(sid);
    if (content === undefined) throw new Error(`Account ${this.sid} has no template ${sid}.`);
    return content;
  }

  get #state(): AccountState {
    return this.#engine.account(this.sid);
  }
}
