import type { Parts } from './parts.ts';
import { accountsOf, allTenants } from './services/accounts/accounts.ts';
import { SetupError } from './setup-error.ts';

/**
 * Makes sure that this relay's key is the one with which the database's credentials were sealed.
 *
 * @throws {SetupError} if it is another
 */
export async function checkKey(parts: Pick<Parts, 'store' | 'vault'>): Promise<void> {
  const [tenantId] = await allTenants(parts);
  if (tenantId === undefined) return;
  try {
    await parts.store.inTenant(tenantId, (tx) => accountsOf(parts, tx));
  } catch (error) {
    if (!(error instanceof Error && /unable to authenticate/i.test(error.message))) throw error;
    throw new SetupError(
      'The secret key is not the one with which the credentials in this database were sealed.',
      'Set CASEMENT_SECRET_KEY, or restore the file secret-key of the data folder, to what it was.',
    );
  }
}
