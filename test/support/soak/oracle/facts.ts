import type { Order } from '../journal.ts';
import type { ProviderLog } from './provider-log.ts';

/** An outbound message as the relay's database has it. */
export interface RelaySend {
  readonly id: string;
  readonly conversationId: string;
  readonly body: string | null;
  readonly status: string;
  readonly problem: string | null;
  readonly sid: string | null;
  /** Null: it has no send. */
  readonly state: string | null;
  readonly token: string | null;
  /** Its turn in the conversation. */
  readonly place: number | null;
  readonly at: number;
}

export interface RelayInbound {
  readonly id: string;
  readonly conversationId: string;
  readonly sid: string | null;
  readonly body: string | null;
  readonly at: number;
}

export interface RelayConversation {
  readonly id: string;
  readonly address: string;
  readonly channel: string;
  readonly unread: number;
  readonly status: string;
  readonly assigneeId: string | null;
  readonly lastInboundAt: number | null;
  readonly lastMessageId: string | null;
  readonly lastMessageStatus: string | null;
}

export interface RelayFacts {
  readonly sends: readonly RelaySend[];
  readonly inbound: readonly RelayInbound[];
  readonly conversations: readonly RelayConversation[];
  /** The tenant's last change number. */
  readonly head: number;
}

/** A message as a person at a core sees it. */
export interface CoreMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly direction: string;
  readonly body: string | null;
  readonly status: string;
  readonly problem: string | null;
}

export interface CoreConversation {
  readonly id: string;
  readonly unread: number;
  readonly status: string;
  readonly assigneeId: string | null;
  readonly draft: string | null;
  readonly lastMessageId: string | null;
  readonly lastMessageStatus: string | null;
}

export interface CoreFacts {
  readonly core: number;
  /** Commands that the relay has not answered. */
  readonly waiting: number;
  readonly messages: readonly CoreMessage[];
  readonly conversations: readonly CoreConversation[];
}

/** A committed change of a message's status, as the database itself saw it. */
export interface Move {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

/** A status that a core showed of a message. */
export interface Sight {
  readonly core: number;
  readonly id: string;
  readonly status: string;
}

/** Everything that is judged. Nothing in it was worked out by the relay's code. */
export interface Facts {
  readonly log: ProviderLog;
  readonly journal: readonly Order[];
  readonly relay: RelayFacts;
  readonly cores: readonly CoreFacts[];
  readonly audit: {
    readonly moves: readonly Move[];
    /** Change numbers in the order of their writing, from `base` on. */
    readonly numbers: readonly number[];
    /** The last number before it was watched. */
    readonly base: number;
  };
  /** What each core showed of each message, in order. */
  readonly sights: readonly Sight[];
  /** Messages whose call was under way, or in doubt, when relay or simulator were killed. */
  readonly inFlight: ReadonlySet<string>;
  /** At each kill of a relay: SIDs whose webhook had been answered 2xx, and those that were stored. */
  readonly answered: readonly {
    readonly sids: readonly string[];
    readonly stored: ReadonlySet<string>;
  }[];
}

/** Something that must not be. */
export interface Violation {
  /** Which promise was broken. */
  readonly rule: string;
  readonly what: string;
}

/** One promise, and what breaks it. */
export type Check = (facts: Facts) => Violation[];
