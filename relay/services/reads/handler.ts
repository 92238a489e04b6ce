import type { PersonId } from '../../../shared/contract/ids.ts';
import type { ReadName, ReadParsed, ReadValue } from '../../../shared/contract/reads.ts';
import type { Role } from '../../../shared/contract/records.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** In what a read is answered: a transaction of the tenant, for one person who may ask. */
export interface ReadContext {
  readonly tx: TenantTransaction;
  readonly person: { readonly id: PersonId; readonly role: Role };
  /** The session that asks; null: it is not known. */
  readonly sessionId: string | null;
  /** ms on the relay's clock. */
  readonly now: number;
}

/** Answers one read; changes nothing. @throws {RefusedError} if it cannot be answered */
export type ReadHandler<N extends ReadName> = (
  context: ReadContext,
  input: ReadParsed<N>,
) => Promise<ReadValue<N>>;

/** Handlers by read; a part of the product brings its own, `app.ts` puts them together. */
export type ReadHandlers<N extends ReadName> = { readonly [K in N]: ReadHandler<K> };
