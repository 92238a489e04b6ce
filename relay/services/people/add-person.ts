import { v7 } from 'uuid';
import { type PersonId, personId } from '../../../shared/contract/ids.ts';
import type { Role } from '../../../shared/contract/records.ts';
import type { Auth } from '../../auth/auth.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** Somebody who is to work in a tenant. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly password: string;
}

/**
 * Makes the person's user of sign-in, before the transaction that adds the person: the two are
 * kept by different roles of the database. A user without a person can do nothing.
 *
 * @returns adds the person; to be called in a transaction of the tenant
 */
export async function preparePerson(
  auth: Pick<Auth, 'ensureUser'>,
  { name, email, role, password }: NewPerson,
): Promise<(tx: TenantTransaction) => Promise<PersonId>> {
  const userId = await auth.ensureUser({ email, name, password });
  return async ({ sql, tenantId, changed }) => {
    const id = personId.parse(v7());
    await sql
      .insertInto('people')
      .values({ tenant_id: tenantId, id, user_id: userId, name, email, role })
      .execute();
    changed('person', id);
    return id;
  };
}
