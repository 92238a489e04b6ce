import { v7 } from 'uuid';
import { tenantId } from '../../../shared/contract/ids.ts';
import type { Auth } from '../../auth/auth.ts';
import type { FirstTenant } from '../../config/first-tenant.ts';
import type { Parts } from '../../parts.ts';
import { preparePerson } from '../people/add-person.ts';
import { addTenant } from './new-tenant.ts';

/** The zone until an admin sets another: it is shown to people and used for nothing else. */
const TIME_ZONE = 'UTC';

/** Adds the tenant of the settings with its owner. */
export async function seedFirstTenant(
  parts: Pick<Parts, 'store' | 'vault' | 'clock'>,
  auth: Pick<Auth, 'ensureUser'>,
  { name, account, senders, admin }: FirstTenant,
): Promise<void> {
  const addOwner = await preparePerson(auth, {
    name: admin.email.split('@')[0] ?? admin.email,
    role: 'owner',
    ...admin,
  });
  await parts.store.inTenant(tenantId.parse(v7()), async (tx) => {
    await addTenant(tx, parts, {
      name,
      timeZone: TIME_ZONE,
      account,
      senders: senders.map((sender) => ({ ...sender, displayName: name })),
    });
    await addOwner(tx);
  });
}
