/** Why words read as marketing. */
export type Appeal =
  /** A price, a gift or an advantage is held out. */
  | 'offer'
  /** It presses. */
  | 'urgency'
  /** It wants more sold than was asked for. */
  | 'upsell'
  /** It wants somebody back, or keeps in touch for its own sake. */
  | 'win_back'
  /** It invites, announces or greets. */
  | 'announcement';

/** What a language says when it sells, and when it tells of something that was asked for. */
export interface LanguageWords {
  readonly appeals: Readonly<Record<Appeal, RegExp>>;
  /**
   * Words that look like selling and are not, where they stand like this: a discount that an
   * invoice already has, a replacement free of charge, a quotation that was asked for.
   */
  readonly innocent: RegExp;
  /** What a message about the customer's own business names: an order, an invoice, a delivery. */
  readonly anchor: RegExp;
}
