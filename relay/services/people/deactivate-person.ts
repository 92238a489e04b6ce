import { RefusedError } from '../../../shared/contract/errors.ts';
import type { Auth } from '../../auth/auth.ts';
import type { Parts } from '../../parts.ts';
import type { Identity } from './find-person.ts';

/**
 * Takes a person's access away: no call is answered any more, and every desktop of theirs is
 * signed out. What they wrote stays.
 *
 * @throws {RefusedError} `person_not_found`
 */
export async function deactivatePerson(
  { store }: Pick<Parts, 'store'>,
  auth: Pick<Auth, 'endSessions'>,
  { tenantId, personId }: Identity,
): Promise<void> {
  const userId = await store.inTenant(tenantId, async (tx) => {
    const person = await tx.sql
      .updateTable('people')
      .set({ active: false })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', personId)
      .returning('user_id')
      .executeTakeFirst();
    if (person === undefined) throw new RefusedError('person_not_found');
    tx.changed('person', personId);
    return person.user_id;
  });
  await auth.endSessions(userId);
}
