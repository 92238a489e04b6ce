import type { Channel } from '../../../shared/contract/records.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { saysOptedOut } from '../../providers/twilio/error-codes.ts';

/**
 * Where the provider refuses a message because its recipient has opted out there, the contact has
 * opted out here too, with every other contact of the same person: nothing is tried again.
 *
 * @param errorCode the provider's code of the failure; null: it gave none
 */
export async function noteOptOut(
  { sql: db, tenantId, changed }: TenantTransaction,
  { channel, contact_id }: { readonly channel: Channel; readonly contact_id: ContactId },
  errorCode: number | null,
): Promise<void> {
  if (!saysOptedOut(errorCode)) return;
  const column = channel === 'whatsapp' ? 'opt_in_whatsapp' : 'opt_in_sms';
  const person = await db
    .selectFrom('contacts as one')
    .innerJoin('contacts as other', (join) =>
      join
        .onRef('other.tenant_id', '=', 'one.tenant_id')
        .on((eb) =>
          eb.or([
            eb('other.id', '=', eb.ref('one.id')),
            eb('other.phone', '=', eb.ref('one.phone')),
            eb('other.whatsapp_user_id', '=', eb.ref('one.whatsapp_user_id')),
          ]),
        ),
    )
    .select('other.id')
    .where('one.tenant_id', '=', tenantId)
    .where('one.id', '=', contact_id)
    .where(`other.${column}`, '<>', 'opted_out')
    .orderBy('other.id')
    .forUpdate('other')
    .execute();
  if (person.length === 0) return;
  await db
    .updateTable('contacts')
    .set({ [column]: 'opted_out' })
    .where('tenant_id', '=', tenantId)
    .where(
      'id',
      'in',
      person.map(({ id }) => id),
    )
    .execute();
  for (const { id } of person) changed('contact', id);
}
