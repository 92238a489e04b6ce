import type { TenantId } from '../../shared/contract/ids.ts';
import type { Channel, TemplateRecord } from '../../shared/contract/records.ts';
import type { TemplateCategory } from '../../shared/contract/template-content.ts';
import type { Currency } from '../../shared/domain/billing/money.ts';
import type { BookKind } from '../../shared/contract/provider-books.ts';
import type { ProviderContent } from '../../shared/domain/template/content-type.ts';

/* What the relay asks of a provider, in words that fit every one of them. Nothing outside
 * `relay/providers/<name>` knows which provider it is. */

/** A tenant's account at the provider. */
export interface ProviderAccount {
  readonly tenantId: TenantId;
  readonly id: string;
  readonly accountSid: string;
  /** Secret: never logged, never sent to a desktop. */
  readonly authToken: string;
}

/** How a provider addresses a person. */
export interface Address {
  /** E.164, or a short code or name that writes SMS; null where the provider does not tell it. */
  readonly phone: string | null;
  /** Meta's business-scoped user id; null where there is none. */
  readonly whatsappUserId: string | null;
}

/** A customer's message, as any provider may bring it. */
export interface InboundMessage {
  readonly kind: 'inbound';
  readonly providerSid: string;
  readonly channel: Channel;
  readonly from: Address;
  /** E.164 of the sender that it was written to. */
  readonly to: string;
  readonly profileName: string | null;
  readonly body: string | null;
  readonly media: readonly { readonly url: string; readonly contentType: string }[];
  readonly location: {
    readonly latitude: number;
    readonly longitude: number;
    readonly address: string | null;
    readonly label: string | null;
  } | null;
  readonly button: { readonly text: string; readonly payload: string | null } | null;
  readonly referral: {
    readonly headline: string | null;
    readonly body: string | null;
    readonly sourceUrl: string | null;
  } | null;
  readonly repliesToSid: string | null;
}

export const PROVIDER_STATUSES = [
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'undelivered',
] as const;
/** A provider's status in the relay's words: its queued, sending and the like are `accepted`. */
export type ProviderStatus = (typeof PROVIDER_STATUSES)[number];

/** What became of a message that was sent. */
export interface StatusUpdate {
  readonly kind: 'status';
  readonly providerSid: string;
  readonly status: ProviderStatus;
  readonly errorCode: number | null;
}

export type ProviderEvent = InboundMessage | StatusUpdate;

export interface SendRequest {
  readonly channel: Channel;
  /** E.164 of the sender. */
  readonly from: string;
  readonly to: Address;
  readonly content:
    | { readonly kind: 'text'; readonly body: string }
    /** A file that the provider fetches, with its caption. */
    | { readonly kind: 'media'; readonly url: string; readonly body: string | null }
    | {
        readonly kind: 'template';
        readonly contentSid: string;
        readonly variables: Readonly<Record<string, string>>;
      };
  /** Where statuses are to be told; carries the send's token. */
  readonly statusCallback: string;
  /** The provider gives up after so many seconds; null: its own limit. */
  readonly validitySeconds: number | null;
}

/**
 * What is known after a call. Only `not_departed` and `busy` may be called again: in every
 * other case the provider may have the message.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerSid: string; readonly status: ProviderStatus }
  /** Proven never to have reached the provider: DNS, connection refused, TLS. */
  | { readonly kind: 'not_departed'; readonly reason: string }
  /** The provider's own 429. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  /** The provider's own 4xx: it did not take the message. */
  | { readonly kind: 'refused'; readonly errorCode: number | null; readonly reason: string }
  /** 5xx, reset, time-out: nobody knows. */
  | { readonly kind: 'in_doubt'; readonly reason: string };

/** What is known after a call that did not simply succeed: as with a send. */
export type CallFailure = Exclude<SendOutcome, { readonly kind: 'accepted' }>;

/** Where a template stands with the platform's reviewers. */
export interface Approval {
  readonly status: string;
  readonly category: TemplateCategory | null;
  readonly rejectionReason: string | null;
}

/** What the provider itself takes for something. */
export interface ProviderPrice {
  /** Millionths of the currency; what it costs is positive. */
  readonly micro: number;
  readonly currency: Currency;
}

/** What an account used in a day, as the provider counted it. */
export interface UsageRecord {
  /** In UTC, `2026-11-22`. */
  readonly day: string;
  /** As the provider calls it. */
  readonly category: string;
  readonly kind: BookKind;
  readonly count: number;
  readonly price: ProviderPrice;
}

/** A message in the provider's own books. */
export interface ProviderMessage {
  readonly providerSid: string;
  readonly direction: 'inbound' | 'outbound';
  readonly body: string | null;
  readonly status: ProviderStatus | 'received';
  readonly errorCode: number | null;
  /** ms since 1970, when the provider made it. */
  readonly createdAt: number;
  /**
   * Of its carriage, which is all of it for an SMS; null: not known yet, or in a currency that the
   * relay does not know. What the platform takes is on no message.
   */
  readonly price: ProviderPrice | null;
}

/** A message in the list of all messages of an account. */
export interface ListedMessage extends ProviderMessage {
  /** A customer's message as far as the list tells; its files are asked for by `listMedia`. */
  readonly inbound: InboundMessage | null;
  readonly mediaCount: number;
}

export interface MessagePage {
  readonly messages: readonly ListedMessage[];
  /** To ask for the following page by; null: there is none. */
  readonly next: string | null;
}

export interface ProviderTemplate extends Omit<TemplateRecord, 'id'> {
  readonly contentSid: string;
  /** The provider's own word for the status, in small letters: also one that is not known here. */
  readonly statusWord: string;
}

/** What the provider tells by itself about one of the account's templates. */
export interface TemplateEvent {
  /** The same however often it is told. */
  readonly id: string;
  readonly contentSid: string;
  /** The provider's own word, `deleted` among them; null: it is about the category. */
  readonly status: string | null;
  /** Null: it is about the status. */
  readonly category: TemplateCategory | null;
  /** ms, by the provider's clock. */
  readonly at: number;
}

/** A webhook as it came, for the signature. */
export interface WebhookRequest {
  /** The exact public URL that the provider called, query included. */
  readonly url: string;
  readonly signature: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

export interface Provider {
  /**
   * Hands a message over, once: it never tries again by itself.
   * Resolves in every case; what went wrong is in the outcome.
   */
  readonly send: (account: ProviderAccount, request: SendRequest) => Promise<SendOutcome>;
  /** The outbound messages from this sender to this person since then, to find one whose call was in doubt. */
  readonly listSent: (
    account: ProviderAccount,
    query: Pick<SendRequest, 'channel' | 'from' | 'to'> & { readonly since: number },
  ) => Promise<readonly ProviderMessage[]>;
  /**
   * A page of all messages of the account, in and out, newest first, those without a date of
   * sending among them.
   *
   * @param page `next` of the page before; null: the first
   */
  readonly listMessages: (account: ProviderAccount, page: string | null) => Promise<MessagePage>;
  /** The files of a message; none where it is gone. */
  readonly listMedia: (
    account: ProviderAccount,
    providerSid: string,
  ) => Promise<InboundMessage['media']>;
  /** The provider's books on one message; null where it knows none. */
  readonly fetchMessage: (
    account: ProviderAccount,
    providerSid: string,
  ) => Promise<ProviderMessage | null>;
  /**
   * What the account used, by day and category, of what the relay knows a kind for; no category is
   * a part of another.
   *
   * @param from the first day in UTC, `2026-11-22`
   * @param to the last
   */
  readonly usageRecords: (
    account: ProviderAccount,
    from: string,
    to: string,
  ) => Promise<readonly UsageRecord[]>;
  /** All templates of the account with their approvals. */
  readonly listTemplates: (account: ProviderAccount) => Promise<readonly ProviderTemplate[]>;
  /** Makes a template at the provider, once; nobody is asked for approval by it. Always resolves. */
  readonly createTemplate: (
    account: ProviderAccount,
    template: {
      readonly name: string;
      readonly language: string;
      readonly content: ProviderContent;
    },
  ) => Promise<{ readonly kind: 'done'; readonly template: ProviderTemplate } | CallFailure>;
  /** Asks the platform's reviewers for approval, once. Always resolves. */
  readonly submitTemplate: (
    account: ProviderAccount,
    contentSid: string,
    asked: { readonly name: string; readonly category: TemplateCategory },
  ) => Promise<{ readonly kind: 'done'; readonly approval: Approval } | CallFailure>;
  /** Deletes a template at the provider; one that is not there is done. Always resolves. */
  readonly deleteTemplate: (
    account: ProviderAccount,
    contentSid: string,
  ) => Promise<{ readonly kind: 'done' } | CallFailure>;
  /** Where a template stands; `not_there` where the provider has no such content. */
  readonly fetchApproval: (
    account: ProviderAccount,
    contentSid: string,
  ) => Promise<Approval | 'not_submitted' | 'not_there'>;
  /**
   * The bytes of a media file; null where it is gone.
   * @throws {MediaTooLargeError} as soon as it is larger than so many bytes
   */
  readonly fetchMedia: (
    account: ProviderAccount,
    url: string,
    maxBytes: number,
  ) => Promise<{ readonly contentType: string; readonly bytes: Uint8Array } | null>;
  /** Whether the provider made this request. */
  readonly isGenuine: (account: ProviderAccount, request: WebhookRequest) => boolean;
  /** Whether the provider made this request, whose body is no form. */
  readonly isGenuineEvent: (
    account: ProviderAccount,
    request: Omit<WebhookRequest, 'form'> & { readonly body: string },
  ) => boolean;
  /**
   * What a list of events says of templates; what is of no use to the relay is left out.
   * @throws {MalformedWebhookError} if it is no list of events, or of another account
   */
  readonly parseTemplateEvents: (
    account: ProviderAccount,
    body: string,
  ) => readonly TemplateEvent[];
  /**
   * What the webhook says; null where it is of a kind that the relay has no use for.
   * @throws {MalformedWebhookError} if fields are missing or wrong
   */
  readonly parseWebhook: (
    account: ProviderAccount,
    form: Readonly<Record<string, string>>,
  ) => ProviderEvent | null;
}

/** A file that is larger than whoever asked for it can take. */
export class MediaTooLargeError extends Error {
  constructor(maxBytes: number) {
    super(`the file is larger than ${String(maxBytes)} bytes`);
    this.name = 'MediaTooLargeError';
  }
}

/** A webhook that is signed and still makes no sense. */
export class MalformedWebhookError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedWebhookError';
  }
}
