/** A WhatsApp template of the sample tenant, in one language. */
export interface SampleTemplate {
  readonly name: SampleTemplateName;
  /** WhatsApp language code. */
  readonly language: string;
  readonly category: 'UTILITY' | 'MARKETING';
  /** With numbered variables, `{{1}}` and on. */
  readonly body: string;
  readonly footer?: string;
  readonly quickReplies?: readonly string[];
  readonly callToAction?: readonly {
    readonly type: 'URL' | 'PHONE_NUMBER';
    readonly title: string;
    readonly url?: string;
    readonly phone?: string;
  }[];
  /** A sample value for each variable, by its number. */
  readonly variables: Readonly<Record<string, string>>;
  readonly status: 'approved' | 'pending' | 'rejected';
  readonly rejectionReason?: string;
}

/** The names of the sample tenant's templates. */
export type SampleTemplateName =
  | 'order_confirmed'
  | 'order_shipped'
  | 'delivery_update'
  | 'back_in_stock'
  | 'invoice_reminder'
  | 'quote_followup'
  | 'reopen_conversation';
