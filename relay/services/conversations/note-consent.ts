import { sql } from 'kysely';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import { consentKeyword } from '../../../shared/domain/consent/keywords.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { unsuppress } from '../erasure/suppress.ts';
import type { InboundMessage } from '../../providers/provider.ts';

/** No keyword is longer, however it is decorated. */
const LONGEST_KEYWORD = 64;

/**
 * STOP and its like end what we may send; START and its like allow it again, unless the person
 * has said STOP since: messages may come in another order than they were written in.
 *
 * @param at ms, when the message was written
 */
export async function noteConsent(
  tx: TenantTransaction,
  contact: ContactId,
  { channel, body }: InboundMessage,
  at: number,
): Promise<void> {
  const keyword = consentKeyword(body);
  if (keyword === null) return;
  const person = await contactsOfPerson(tx, contact);
  if (keyword === 'start' && (await hasStoppedAfter(tx, person, channel, at))) return;
  if (keyword === 'start') await unsuppress(tx, person, channel);
  const column = channel === 'whatsapp' ? 'opt_in_whatsapp' : 'opt_in_sms';
  await tx.sql
    .updateTable('contacts')
    .set({ [column]: keyword === 'stop' ? 'opted_out' : 'opted_in' })
    .where('tenant_id', '=', tx.tenantId)
    .where('id', 'in', person)
    .execute();
  for (const id of person) tx.changed('contact', id);
}

/** The contact, and every other with the same number or the same user id. */
export async function contactsOfPerson(
  { sql: db, tenantId }: TenantTransaction,
  contact: ContactId,
): Promise<readonly ContactId[]> {
  const rows = await db
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
    .where('one.id', '=', contact)
    .orderBy('other.id')
    .execute();
  return rows.map(({ id }) => id);
}

async function hasStoppedAfter(
  { sql: db, tenantId }: TenantTransaction,
  person: readonly ContactId[],
  channel: Channel,
  at: number,
): Promise<boolean> {
  const later = await db
    .selectFrom('conversations')
    .innerJoin('messages', (join) =>
      join
        .onRef('messages.tenant_id', '=', 'conversations.tenant_id')
        .onRef('messages.conversation_id', '=', 'conversations.id'),
    )
    .select('messages.body')
    .where('conversations.tenant_id', '=', tenantId)
    .where('conversations.contact_id', 'in', person)
    .where('conversations.channel', '=', channel)
    .where('messages.direction', '=', 'inbound')
    .where('messages.at', '>', at)
    .where(sql<boolean>`length(messages.body) <= ${LONGEST_KEYWORD}`)
    .execute();
  return later.some(({ body }) => consentKeyword(body) === 'stop');
}
