import type { LogEntry } from './log-entries.ts';
import type {
  ContentRecord,
  CustomerRecord,
  MediaRecord,
  MessageRecord,
  SenderRecord,
} from './records.ts';

/** What one sender and one customer have between them. */
export interface Thread {
  /** The customer's last message, ms; null: never wrote. */
  readonly lastInboundAt: number | null;
  /** SMS only: the customer sent STOP and no START since. */
  readonly optedOut: boolean;
}

/** Everything that belongs to one account. */
export interface AccountState {
  readonly sid: string;
  readonly authToken: string;
  readonly senders: Map<string, SenderRecord>;
  readonly customers: Map<string, CustomerRecord>;
  readonly messages: Map<string, MessageRecord>;
  readonly contents: Map<string, ContentRecord>;
  readonly threads: Map<string, Thread>;
  /** The sender that each customer last wrote with, and when (ms). */
  readonly lastUsed: Map<string, { readonly sender: string; readonly at: number }>;
  /** Keys of rejected and deleted templates, with the moment (ms) of it. */
  readonly retiredNames: Map<string, number>;
  /** Where events of templates are posted; null: nowhere. */
  readonly eventSink: string | null;
}

/** The words that end and restart SMS (Twilio's default keywords, English). */
const STOP_WORDS = new Set([
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
]);
const START_WORDS = new Set(['START', 'YES', 'UNSTOP']);

/** Where it is known what became of a message. */
const ENDED = new Set(['delivered', 'undelivered', 'failed']);

const NO_THREAD: Thread = { lastInboundAt: null, optedOut: false };

/** The thread between a sender and a customer; an empty one when they never met. */
export function threadOf(account: AccountState, sender: string, customer: string): Thread {
  return account.threads.get(`${sender} ${customer}`) ?? NO_THREAD;
}

/** WhatsApp knows a template by name and language. */
export function templateKey(name: string, language: string): string {
  return `${name} ${language}`;
}

/** All of the simulator's state; it follows from the log alone, entry by entry. */
export class State {
  readonly accounts = new Map<string, AccountState>();

  /** Takes one entry of the log into the state. */
  apply(entry: LogEntry): void {
    if (entry.type === 'started') return;
    if (entry.type === 'account') {
      this.#applyAccount(entry.account, entry.authToken);
      return;
    }
    const account = this.accounts.get(entry.account);
    if (account === undefined) return;
    if (entry.type === 'event-sink') {
      this.accounts.set(account.sid, { ...account, eventSink: entry.url });
      return;
    }
    applyToAccount(account, entry);
  }

  #applyAccount(sid: string, authToken: string): void {
    const known = this.accounts.get(sid);
    this.accounts.set(sid, {
      senders: new Map(),
      customers: new Map(),
      messages: new Map(),
      contents: new Map(),
      threads: new Map(),
      lastUsed: new Map(),
      retiredNames: new Map(),
      eventSink: null,
      ...known,
      sid,
      authToken,
    });
  }
}

type AccountEntry = Exclude<LogEntry, { type: 'started' | 'account' | 'event-sink' }>;

function applyToAccount(account: AccountState, entry: AccountEntry): void {
  switch (entry.type) {
    case 'sender':
      account.senders.set(entry.sender.address, entry.sender);
      return;
    case 'sender-removed':
      account.senders.delete(entry.address);
      return;
    case 'customer':
      account.customers.set(entry.customer.address, entry.customer);
      return;
    case 'accepted':
    case 'inbound':
    case 'imported':
      applyMessage(account, entry.message);
      return;
    case 'status':
    case 'priced':
    case 'redacted':
    case 'media-fetched':
    case 'media-removed':
      applyToMessage(account, entry);
      return;
    case 'message-removed':
      account.messages.delete(entry.sid);
      return;
    case 'content':
      account.contents.set(entry.content.sid, entry.content);
      return;
    case 'content-removed':
      retireName(account, entry.sid, entry.at);
      account.contents.delete(entry.sid);
      return;
    case 'approval':
      applyApproval(account, entry);
      return;
    case 'refused':
    case 'webhook':
    case 'event':
    case 'fault':
      return;
  }
}

function applyMessage(account: AccountState, message: MessageRecord): void {
  account.messages.set(message.sid, message);
  const isInbound = message.direction === 'inbound';
  const [customer, sender] = isInbound ? [message.from, message.to] : [message.to, message.from];
  const at = message.dateCreated;
  if (at >= (account.lastUsed.get(customer)?.at ?? 0))
    account.lastUsed.set(customer, { sender, at });
  if (!isInbound) return;
  const key = `${sender} ${customer}`;
  const before = account.threads.get(key) ?? NO_THREAD;
  account.threads.set(key, {
    lastInboundAt: Math.max(before.lastInboundAt ?? 0, message.dateCreated),
    optedOut: optOutAfter(message, before.optedOut),
  });
}

function optOutAfter(message: MessageRecord, before: boolean): boolean {
  if (message.from.startsWith('whatsapp:')) return false;
  const word = message.body.trim().toUpperCase();
  if (STOP_WORDS.has(word)) return true;
  return START_WORDS.has(word) ? false : before;
}

type MessageChange = Extract<
  LogEntry,
  | { type: 'status' }
  | { type: 'priced' }
  | { type: 'redacted' }
  | { type: 'media-fetched' }
  | { type: 'media-removed' }
>;

function applyToMessage(account: AccountState, entry: MessageChange): void {
  const message = account.messages.get(entry.sid);
  if (message === undefined) return;
  const changed = { ...message, dateUpdated: entry.at };
  if (entry.type === 'status') {
    changed.status = entry.status;
    changed.errorCode = entry.errorCode;
    // Twilio's date_sent is the moment it left Twilio; it stays empty while queued.
    if (entry.status === 'sent') changed.dateSent = entry.at;
    if (ENDED.has(entry.status)) changed.dateEnded ??= entry.at;
  } else if (entry.type === 'priced') {
    changed.price = entry.price;
  } else if (entry.type === 'redacted') {
    changed.body = '';
  } else if (entry.type === 'media-fetched') {
    changed.media = entry.media;
  } else {
    changed.media = withoutMedia(message.media, entry.mediaSid);
    changed.numMedia = changed.media.length;
  }
  account.messages.set(entry.sid, changed);
}

function withoutMedia(media: readonly MediaRecord[], sid: string): MediaRecord[] {
  return media.filter((one) => one.sid !== sid);
}

function applyApproval(
  account: AccountState,
  entry: Extract<LogEntry, { type: 'approval' }>,
): void {
  const content = account.contents.get(entry.sid);
  if (content === undefined) return;
  account.contents.set(entry.sid, { ...content, approval: entry.approval, dateUpdated: entry.at });
  if (entry.approval.status === 'rejected') retireName(account, entry.sid, entry.at);
}

function retireName(account: AccountState, contentSid: string, at: number): void {
  const content = account.contents.get(contentSid);
  const name = content?.approval?.name;
  if (content === undefined || name === undefined) return;
  account.retiredNames.set(templateKey(name, content.language), at);
}
