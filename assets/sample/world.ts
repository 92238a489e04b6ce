/** A person of the sample tenant who signs in to the product. */
export interface SamplePerson {
  readonly email: string;
  readonly displayName: string;
  readonly role: 'agent' | 'admin';
  /** At least 12 characters, without signs that are easily misread. */
  readonly password: string;
}

/** A number of the tenant that writes to customers. */
export interface SampleSender {
  readonly channel: 'whatsapp' | 'sms';
  /** E.164, from a fictional range. */
  readonly address: string;
  readonly displayName: string;
}

/** What is known of somebody's permission on one channel. */
export type SampleOptIn = 'opted_in' | 'opted_out' | 'unknown';

/** A buyer at one of Northwind's customers. */
export interface SampleCustomer {
  /** Stable for one seed; used by the conversations. */
  readonly key: string;
  readonly displayName: string;
  /** The name the customer gave themself on WhatsApp. */
  readonly profileName: string;
  readonly company: string;
  /** E.164; `null` for a customer who is known by their WhatsApp user id only. */
  readonly phone: string | null;
  /** Business-scoped user id (country, dot, digits); `null` where the phone number is known. */
  readonly whatsappUserId: string | null;
  /** A WhatsApp language code, such as `es_MX`. */
  readonly language: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly optIn: { readonly whatsapp: SampleOptIn; readonly sms: SampleOptIn };
}

/** One file of a message; the file of that name lies in `assets/sample/media/`. */
export interface SampleMedia {
  readonly contentType: string;
  readonly fileName: string;
  /** Only where the text is not the body of the message already. */
  readonly caption?: string;
}

/** A place the customer shared. Degrees, WGS 84. */
export interface SampleLocation {
  readonly latitude: number;
  readonly longitude: number;
  readonly address: string | null;
  readonly label: string | null;
}

/** The ad a customer came from. */
export interface SampleReferral {
  readonly sourceUrl: string;
  readonly headline: string;
  readonly body: string;
  readonly sourceId: string;
}

/** The states of a message, as the provider names them. */
export type SampleStatus =
  'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered' | 'received';

/** One message of a conversation. */
export interface SampleMessage {
  /** `SM` (text) or `MM` (media) and 32 lower-case hexadecimal digits. */
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound';
  /** Milliseconds since the epoch; strictly increasing within a conversation. */
  readonly at: number;
  /** `null` where the message is only a file or a place. */
  readonly body: string | null;
  readonly media: readonly SampleMedia[];
  readonly location: SampleLocation | null;
  /** The quick reply the customer pressed. */
  readonly button: { readonly text: string; readonly payload: string | null } | null;
  readonly referral: SampleReferral | null;
  readonly repliesToSid: string | null;
  /** Set for template messages; `body` then holds the rendered text. */
  readonly template: {
    readonly name: string;
    readonly language: string;
    readonly variables: Readonly<Record<string, string>>;
  } | null;
  /** `received` for inbound messages. */
  readonly status: SampleStatus;
  /** The provider's code for a message that failed. */
  readonly errorCode: number | null;
  /** Who wrote an outbound message that is not a template. */
  readonly authorEmail: string | null;
}

/** The messages between one customer and one sender. */
export interface SampleConversation {
  readonly customerKey: string;
  readonly senderAddress: string;
  readonly channel: 'whatsapp' | 'sms';
  readonly assigneeEmail: string | null;
  readonly status: 'open' | 'resolved';
  readonly unreadCount: number;
  /** Oldest first. */
  readonly messages: readonly SampleMessage[];
}

/** An order as Northwind's own system knows it. Days are `YYYY-MM-DD`, money in micro-units. */
export interface SampleOrder {
  readonly number: string;
  readonly status: 'open' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled';
  readonly currency: string;
  /** With tax. */
  readonly totalMicros: number;
  readonly placedOn: string;
  readonly promisedOn: string | null;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly quantity: number;
    readonly priceMicros: number;
  }[];
  readonly shipments: readonly {
    readonly id: string;
    readonly carrier: string;
    readonly trackingNumber: string | null;
    readonly trackingUrl: string | null;
    readonly expectedOn: string;
    readonly state: 'preparing' | 'in_transit' | 'delivered';
  }[];
  readonly invoices: readonly {
    readonly number: string;
    readonly amountMicros: number;
    readonly dueOn: string;
    readonly state: 'open' | 'due' | 'paid';
  }[];
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** How much of an article lies in the warehouse. */
export interface SampleStock {
  readonly sku: string;
  readonly available: number;
  readonly expectedOn: string | null;
  readonly updatedAt: number;
}

/** Everything the sample tenant is filled with. */
export interface SampleWorld {
  readonly tenant: {
    readonly name: string;
    readonly timeZone: string;
    /** Fictional account of the simulator. */
    readonly accountSid: string;
    readonly authToken: string;
  };
  readonly people: readonly SamplePerson[];
  readonly senders: readonly SampleSender[];
  readonly customers: readonly SampleCustomer[];
  readonly conversations: readonly SampleConversation[];
}
