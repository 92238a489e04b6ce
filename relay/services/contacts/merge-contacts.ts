import type { ContactId } from '../../../shared/contract/ids.ts';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactRecord } from '../../../shared/contract/records.ts';
import { mergedContact } from '../../../shared/domain/contact/changes.ts';
import { loadContacts } from '../../db/records/contacts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { type AuditNote, writeAudit } from '../audit/write-audit.ts';
import { lockReceiving } from '../conversations/lock-receiving.ts';
import { currentContactId, lockContactRows, saveContact } from './contact-store.ts';
import {
  forward,
  joinConversations,
  lockConversationsOf,
  moveConversation,
} from './merge-conversations.ts';

/**
 * One contact out of two. What the kept one lacks comes from the other; of what they permit, the
 * stricter holds; identities and conversations are the kept one's, and so is whatever still names
 * the other.
 *
 * @param now ms on the relay's clock
 * @returns what is to be put down of it, with all that is needed to undo it; null: they are one already
 * @throws {RefusedError} `contact_not_found`
 */
export async function mergeContacts(
  tx: TenantTransaction,
  named: { readonly kept: ContactId; readonly removed: ContactId },
  now: number,
): Promise<AuditNote | null> {
  const { sql, tenantId } = tx;
  await lockReceiving(tx);
  const [keptId, goneId] = [
    await currentContactId(tx, named.kept),
    await currentContactId(tx, named.removed),
  ];
  if (keptId === goneId) return null;
  const conversations = await lockConversationsOf(tx, [keptId, goneId]);
  await lockContactRows(tx, [keptId, goneId]);
  const found = (await loadContacts(tx, [keptId, goneId])).map(({ record }) => record);
  const kept = found.find(({ id }) => id === keptId);
  const gone = found.find(({ id }) => id === goneId);
  if (kept === undefined || gone === undefined) throw new RefusedError('contact_not_found');

  const joined: { readonly kept: string; readonly removed: string }[] = [];
  const moved: string[] = [];
  for (const one of conversations.filter(({ contact_id: id }) => id === goneId)) {
    const same = conversations.find(
      (other) => other.contact_id === keptId && other.sender_id === one.sender_id,
    );
    if (same === undefined) {
      moved.push(one.id);
      await moveConversation(tx, one.id, keptId);
    } else {
      joined.push({ kept: same.id, removed: one.id });
      await joinConversations(tx, same.id, one.id);
    }
  }
  for (const table of ['contact_addresses', 'consent_entries', 'orders'] as const) {
    await sql
      .updateTable(table)
      .set({ contact_id: keptId })
      .where('tenant_id', '=', tenantId)
      .where('contact_id', '=', goneId)
      .execute();
  }
  await forward(tx, 'contact', goneId, keptId);
  await sql
    .deleteFrom('contacts')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', goneId)
    .execute();
  tx.removed('contact', goneId);
  const after: ContactRecord = { ...mergedContact(kept, gone), updatedAt: now };
  await saveContact(tx, after, now);
  return {
    subject: { kind: 'contact', id: keptId, label: kept.name },
    before: { kept, removed: gone },
    after: { contact: after, conversationsMoved: moved, conversationsJoined: joined },
  };
}

/**
 * As a merge that a person gives, where a message says that its number and its user id, which were
 * two contacts', are one customer's.
 */
export async function joinByMessage(
  tx: TenantTransaction,
  kept: ContactId,
  removed: ContactId,
  now: number,
): Promise<void> {
  const note = await mergeContacts(tx, { kept, removed }, now);
  if (note === null) return;
  await writeAudit(tx, {
    ...note,
    at: now,
    actor: { kind: 'system', id: null, name: 'Casement' },
    from: null,
    action: 'contact.merge',
  });
}
