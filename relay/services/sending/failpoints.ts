/**
 * Places at which a relay may die. Tests make it die there; otherwise they do nothing.
 *
 * - `after_claim`: in the releasing transaction, before its commit
 * - `after_commit`: released, the provider not yet called
 * - `request_sent`: the call is under way, its answer unread
 * - `response_read`: the answer is known and not yet recorded
 */
export type Failpoint = 'after_claim' | 'after_commit' | 'request_sent' | 'response_read';

/** Called at each place; a relay that dies there throws. */
export type AtFailpoint = (place: Failpoint) => void;
