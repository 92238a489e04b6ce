/** What the simulated customers of one language say. Without figures: those belong to a thread. */
export interface Words {
  /** What they write of their own accord. */
  readonly live: readonly string[];
  /** Short answers that fit under most of what a rep writes. */
  readonly answers: readonly string[];
  /** Answers to news about a parcel. */
  readonly aboutDelivery: readonly string[];
}
