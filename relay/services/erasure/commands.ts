import { sql as raw } from 'kysely';
import { RefusedError } from '../../../shared/contract/errors.ts';
import { isSameAnswer } from '../../../shared/domain/contact/erasure.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { CommandHandlers } from '../commands/handler.ts';
import { currentContactId, lockContact } from '../contacts/contact-store.ts';
import { lockConversationsOf } from '../contacts/merge-conversations.ts';
import { lockReceiving } from '../conversations/lock-receiving.ts';
import { moveTo } from '../sending/move.ts';
import type { ConversationId } from '../../../shared/contract/ids.ts';
import { suppress } from './suppress.ts';
import { tellDesktops } from './tell-desktops.ts';

/**
 * What admins do about persons who ask to be forgotten. The command ends all that would still be
 * sent and cuts the addresses off, so that who writes from now on is somebody new; the rest is
 * done in batches after it.
 *
 * @param wake is called after the commit
 */
export function erasureCommands(wake: () => void): CommandHandlers<'contact.erase'> {
  return {
    'contact.erase': async ({ tx, person, now, audit, afterCommit }, input) => {
      const { sql, tenantId } = tx;
      await lockReceiving(tx);
      const current = await currentContactId(tx, input.contactId);
      const conversations = await lockConversationsOf(tx, [current]);
      const contact = await lockContact(tx, current);
      const addresses = contact.identities.map(({ address }) => address);
      const known = [contact.name, contact.phone, contact.whatsappUserId, ...addresses];
      if (!known.some((one) => one !== null && isSameAnswer(input.confirmation, one))) {
        throw new RefusedError('invalid_input', 'the typed name or number is not the contact’s');
      }
      const under = await sql
        .selectFrom('erasures')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('contact_id', '=', current)
        .executeTakeFirst();
      if (under !== undefined) return;
      const merged = await sql
        .selectFrom('merged')
        .select('old_id')
        .where('tenant_id', '=', tenantId)
        .where('entity', '=', 'contact')
        .where('kept_id', '=', current)
        .execute();
      const ids = conversations.map(({ id }) => id);
      await cancelSends(tx, ids);
      await raw`
        UPDATE automation_runs r SET state = 'skipped', reason = 'refused', detail = 'opted_out'
        FROM order_events e JOIN orders o ON o.tenant_id = e.tenant_id AND o.id = e.order_id
        WHERE r.tenant_id = ${tenantId} AND r.event_number = e.number AND e.tenant_id = r.tenant_id
          AND o.contact_id = ${current} AND r.state = 'waiting'`.execute(sql);
      await suppress(tx, contact, now);
      const needles = [contact.phone, contact.whatsappUserId, contact.externalId, ...addresses];
      await raw`
        INSERT INTO erasures (tenant_id, id, contact_id, contact_ids, conversation_ids, person_id,
          person_role, reference, asked_at, needles)
        VALUES (${tenantId}, ${input.erasureId}, ${current},
          ${[current, ...merged.map(({ old_id: id }) => id)]}::uuid[], ${ids}::uuid[], ${person.id},
          ${person.role}, ${input.reference}, ${now},
          ${[...new Set(needles.filter((one) => one !== null && one !== ''))]}::text[])`.execute(
        sql,
      );
      await sql
        .deleteFrom('contact_addresses')
        .where('tenant_id', '=', tenantId)
        .where('contact_id', '=', current)
        .execute();
      await sql
        .updateTable('contacts')
        .set({ name: 'Erased person', profile_name: null, phone: null, whatsapp_user_id: null })
        // Nothing that somebody begins until all is gone may leave.
        .set({ opt_in_whatsapp: 'opted_out', opt_in_sms: 'opted_out' })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', current)
        .execute();
      await tellDesktops(tx, input.erasureId, [current], ids);
      await audit({
        subject: { kind: 'contact', id: current, label: 'Erased person' },
        before: null,
        after: { erasureId: input.erasureId, reference: input.reference },
      });
      afterCommit(wake);
    },
  };
}

/** What has not left yet never will; what waits for a moment is taken away. */
async function cancelSends(tx: TenantTransaction, ids: readonly ConversationId[]): Promise<void> {
  if (ids.length === 0) return;
  const { sql, tenantId, changed } = tx;
  const open = await sql
    .selectFrom('sends')
    .select(['message_id as id', 'conversation_id'])
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', 'in', ids)
    .where('state', 'in', ['queued', 'parked'])
    .orderBy('message_id')
    .forUpdate()
    .execute();
  for (const place of open) {
    await moveTo(tx, place, { state: 'cancelled', status: 'cancelled', problem: 'cancelled' });
  }
  const waiting = await sql
    .updateTable('scheduled_messages')
    .set({ state: 'over', content: null, problem: null })
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', 'in', ids)
    .returning('id')
    .execute();
  for (const { id } of waiting) changed('scheduledMessage', id);
}
