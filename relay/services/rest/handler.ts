import type { RestAnswer, RestInput, RestName } from '../../../shared/contract/rest.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { AuditNote } from '../audit/write-audit.ts';
import type { LiveKey } from '../api-keys/key-ring.ts';

/** In what a route is answered: one transaction of the key's tenant. */
export interface RestContext {
  readonly tx: TenantTransaction;
  readonly key: Pick<LiveKey, 'id' | 'name'>;
  /** ms on the relay's clock; the same throughout the request. */
  readonly now: number;
  /** Puts down for good what the program changed, in the request's own transaction. */
  readonly audit: (note: AuditNote) => Promise<void>;
  /** Runs after the commit, and not at all without one. */
  readonly afterCommit: (work: () => void) => void;
}

/**
 * Answers one route. It does database work alone, as it may be run again after a deadlock.
 *
 * @throws {RefusedError} if it may not be done; what was done is undone and the program told
 */
export type RestHandler<N extends RestName> = (
  context: RestContext,
  input: RestInput<N>,
) => Promise<RestAnswer<N>>;

/** Handlers by route; a part of the product brings its own, `rest-handlers.ts` puts them together. */
export type RestHandlers<N extends RestName> = { readonly [K in N]: RestHandler<K> };
