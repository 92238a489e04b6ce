import { randomUUID } from 'node:crypto';
import { preparePerson } from '../../../relay/services/people/add-person.ts';
import { addTenant } from '../../../relay/services/seed/new-tenant.ts';
import {
  type PersonId,
  type SenderId,
  type TenantId,
  tenantId,
} from '../../../shared/contract/ids.ts';
import type { Role } from '../../../shared/contract/records.ts';
import { signIn } from './desktop.ts';
import { PASSWORD, type TestRelay } from './running-relay.ts';

export interface SignedIn {
  readonly personId: PersonId;
  readonly email: string;
  readonly token: string;
}

/** A person of this tenant who is signed in. */
export async function addSignedIn(
  { parts, auth, url }: TestRelay,
  tenant: TenantId,
  role: Role = 'agent',
): Promise<SignedIn> {
  const email = `${randomUUID()}@northwind.example`;
  const add = await preparePerson(auth, { name: 'Grace', email, role, password: PASSWORD });
  const personId = await parts.store.inTenant(tenant, add);
  return { personId, email, token: await signIn(url, email) };
}

/** Another tenant with an account and one sender, and its signed-in owner. */
export async function addOtherTenant(
  relay: TestRelay,
): Promise<{ readonly tenantId: TenantId; readonly sender: SenderId; readonly owner: SignedIn }> {
  const id = tenantId.parse(randomUUID());
  const { senderIds } = await relay.parts.store.inTenant(id, (tx) =>
    addTenant(tx, relay.parts, {
      name: 'Southwind Supply',
      timeZone: 'Europe/Berlin',
      account: { sid: `AC${randomUUID().replaceAll('-', '')}`, authToken: 'another secret' },
      senders: [{ channel: 'whatsapp', address: '+4930901820', displayName: 'Southwind' }],
    }),
  );
  const [sender] = senderIds;
  if (sender === undefined) throw new Error('a tenant without a sender');
  return { tenantId: id, sender, owner: await addSignedIn(relay, id, 'owner') };
}
