import { v7 } from 'uuid';
import type { Store, TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import { updateSummary } from '../../../relay/services/conversations/summary.ts';
import {
  contactId,
  type ConversationId,
  conversationId,
  type MessageId,
  messageId,
  personId,
  type PersonId,
  type SenderId,
  senderId,
  type TenantId,
} from '../../../shared/contract/ids.ts';

/** A sender with an account behind it. */
export async function addSender({ sql, tenantId, changed }: TenantTransaction): Promise<SenderId> {
  const [account, id] = [v7(), senderId.parse(v7())];
  await sql
    .insertInto('provider_accounts')
    .values({
      tenant_id: tenantId,
      id: account,
      provider: 'twilio',
      account_sid: `AC${account}`,
      credentials: Buffer.from('sealed'),
      created_at: 1,
    })
    .execute();
  await sql
    .insertInto('senders')
    .values({
      tenant_id: tenantId,
      id,
      provider_account_id: account,
      channel: 'whatsapp',
      address: `+1${String(parseInt(id.slice(-10), 16))
        .padStart(13, '0')
        .slice(0, 13)}`,
      display_name: 'Northwind',
      status: 'online',
    })
    .execute();
  changed('sender', id);
  return id;
}

/** A person of the tenant without a way to sign in. */
export async function addColleague(
  { sql, tenantId, changed }: TenantTransaction,
  active = true,
): Promise<PersonId> {
  const id = personId.parse(v7());
  await sql
    .insertInto('people')
    .values({
      tenant_id: tenantId,
      id,
      user_id: id,
      name: 'Grace',
      email: `${id}@northwind.example`,
      role: 'agent',
      active,
    })
    .execute();
  changed('person', id);
  return id;
}

/** A new customer's conversation with this sender. */
export async function addConversation(
  { sql, tenantId, changed }: TenantTransaction,
  sender: SenderId,
  at = 1000,
): Promise<ConversationId> {
  const [contact, id] = [contactId.parse(v7()), conversationId.parse(v7())];
  await sql
    .insertInto('contacts')
    .values({ tenant_id: tenantId, id: contact, name: 'Mara', created_at: at })
    .execute();
  await sql
    .insertInto('conversations')
    .values({
      tenant_id: tenantId,
      id,
      contact_id: contact,
      sender_id: sender,
      channel: 'whatsapp',
      address: '+15550100',
      last_inbound_at: at,
      last_message_at: at,
      created_at: at,
    })
    .execute();
  changed('contact', contact);
  changed('conversation', id);
  return id;
}

/** A message of the customer's, counted as unread. */
export async function addInbound(
  tx: TenantTransaction,
  conversation: ConversationId,
  at: number,
  body = 'Is it in stock?',
): Promise<MessageId> {
  const id = messageId.parse(v7());
  await tx.sql
    .insertInto('messages')
    .values({
      tenant_id: tx.tenantId,
      id,
      conversation_id: conversation,
      direction: 'inbound',
      kind: 'text',
      body,
      author_kind: 'contact',
      at,
      received_at: at,
      status: 'received',
    })
    .execute();
  await tx.sql
    .updateTable('conversations')
    .set((eb) => ({ unread_count: eb('unread_count', '+', 1) }))
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', conversation)
    .execute();
  tx.changed('message', id);
  await updateSummary(tx, conversation);
  return id;
}

/** A tenant with one sender, one conversation and three unread messages, at 1000, 2000 and 3000. */
export function addThread(store: Store, tenantId: TenantId) {
  return store.inTenant(tenantId, async (tx) => {
    const sender = await addSender(tx);
    const conversation = await addConversation(tx, sender);
    const messages: MessageId[] = [];
    for (const at of [1000, 2000, 3000]) messages.push(await addInbound(tx, conversation, at));
    return { sender, conversation, messages };
  });
}
