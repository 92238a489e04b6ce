import type { Parts } from '../../parts.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import { findAccount } from '../../services/accounts/accounts.ts';

/** ms for which an account is taken to be as it was: whatever changes it is felt after that. */
const KEPT_MS = 10_000;
/** ms after which a signature that does not fit is reason enough to look again. */
const DOUBTED_MS = 1000;
/** More than a database has accounts in use at a time. */
const MOST = 10_000;

export interface KnownAccounts {
  /**
   * The account with this id; null where there is none.
   *
   * @param doubted its credentials seem to have changed
   */
  readonly find: (id: string, doubted?: boolean) => Promise<ProviderAccount | null>;
}

/** Keeps the accounts of the webhooks in memory for some seconds: each webhook needs one. */
export function knownAccounts(
  parts: Pick<Parts, 'store' | 'vault'>,
  now: () => number = () => performance.now(),
): KnownAccounts {
  const known = new Map<string, { readonly readAt: number; readonly account: ProviderAccount }>();
  return {
    find: async (id, doubted = false) => {
      const kept = known.get(id);
      if (kept !== undefined && now() - kept.readAt < (doubted ? DOUBTED_MS : KEPT_MS)) {
        return kept.account;
      }
      const readAt = now();
      const account = await findAccount(parts, id);
      known.delete(id);
      if (account !== null) {
        if (known.size >= MOST) known.clear();
        known.set(id, { readAt, account });
      }
      return account;
    },
  };
}
