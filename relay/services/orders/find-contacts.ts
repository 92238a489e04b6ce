import type { ContactId } from '../../../shared/contract/ids.ts';
import type { ToldOrder } from '../../../shared/contract/rest/orders.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { currentContactId, lockContactRows } from '../contacts/contact-store.ts';

type Named = ToldOrder['contact'];

/**
 * The contacts that are named, in this order, locked until the transaction ends: none of them is
 * merged away meanwhile. Null: there is no such contact.
 */
export async function lockNamedContacts(
  tx: TenantTransaction,
  named: readonly Named[],
): Promise<readonly (ContactId | null)[]> {
  const first = await resolve(tx, named);
  const present = first.filter((id) => id !== null);
  if (present.length === 0) return first;
  await lockContactRows(tx, [...new Set(present)]);
  // While the locks were waited for, one may have been merged into another.
  const again = await resolve(tx, named);
  await lockContactRows(tx, [...new Set(again.filter((id) => id !== null))]);
  return again;
}

async function resolve(
  tx: TenantTransaction,
  named: readonly Named[],
): Promise<readonly (ContactId | null)[]> {
  const [addresses, externalIds, ids]: [string[], string[], ContactId[]] = [[], [], []];
  for (const one of named) {
    if ('id' in one) ids.push(await currentContactId(tx, one.id));
    else if ('externalId' in one) externalIds.push(one.externalId);
    else addresses.push('phone' in one ? one.phone : one.whatsappUserId);
  }
  const { sql, tenantId } = tx;
  const contacts = await sql
    .selectFrom('contacts')
    .select(['id', 'external_id'])
    .where('tenant_id', '=', tenantId)
    .where((eb) =>
      eb.or([
        eb('id', '=', eb.fn.any(eb.val(ids))),
        eb('external_id', '=', eb.fn.any(eb.val(externalIds))),
      ]),
    )
    .execute();
  const reached = await sql
    .selectFrom('contact_addresses')
    .select(['address', 'contact_id'])
    .where('tenant_id', '=', tenantId)
    .where('channel', 'in', ['whatsapp', 'sms'])
    .where('address', '=', (eb) => eb.fn.any(eb.val(addresses)))
    .execute();
  const present = new Set(contacts.map(({ id }) => id));
  const byExternalId = new Map(contacts.map((row) => [row.external_id, row.id]));
  const byAddress = new Map(reached.map((row) => [row.address, row.contact_id]));
  let at = 0;
  return named.map((one) => {
    if ('id' in one) {
      const id = ids[at];
      at += 1;
      return id !== undefined && present.has(id) ? id : null;
    }
    if ('externalId' in one) return byExternalId.get(one.externalId) ?? null;
    return byAddress.get('phone' in one ? one.phone : one.whatsappUserId) ?? null;
  });
}
