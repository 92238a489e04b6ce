import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  contactId,
  conversationId,
  messageId,
  personId,
  senderId,
  templateId,
  tenantId,
} from '../../../shared/contract/ids.ts';

/** A moment to count from: 2026-11-20 09:00 UTC. */
export const WRITTEN_AT = 1_795_165_200_000;

/** A tenant as it was written down by an earlier relay, by its ids. */
export interface OldTenant {
  readonly tenant: ReturnType<typeof tenantId.parse>;
  readonly person: ReturnType<typeof personId.parse>;
  readonly sender: ReturnType<typeof senderId.parse>;
  readonly template: ReturnType<typeof templateId.parse>;
  readonly contact: ReturnType<typeof contactId.parse>;
  readonly conversation: ReturnType<typeof conversationId.parse>;
  readonly inbound: ReturnType<typeof messageId.parse>;
  readonly outbound: ReturnType<typeof messageId.parse>;
  readonly media: string;
  /** The tenant's last change number. */
  readonly head: number;
}

/**
 * Writes a tenant with a bit of everything, with nothing but the columns of the first migration:
 * that is what every released relay has had.
 *
 * @param sealed gives the account's credentials as the relay's key seals them
 */
export async function writeOldTenant(
  databaseUrl: string,
  sealed: (accountId: string) => Buffer,
): Promise<OldTenant> {
  const account = randomUUID();
  const ids: OldTenant = {
    tenant: tenantId.parse(randomUUID()),
    person: personId.parse(randomUUID()),
    sender: senderId.parse(randomUUID()),
    template: templateId.parse(randomUUID()),
    contact: contactId.parse(randomUUID()),
    conversation: conversationId.parse(randomUUID()),
    inbound: messageId.parse(randomUUID()),
    outbound: messageId.parse(randomUUID()),
    media: randomUUID(),
    head: 9,
  };
  const { tenant, person, sender, template, contact, conversation, inbound, outbound, media } = ids;
  const content = {
    header: null,
    body: 'Hello {{1}}',
    footer: null,
    buttons: [],
    variables: [{ key: '1', sample: 'Anna' }],
  };
  const last = {
    id: outbound,
    direction: 'outbound',
    kind: 'text',
    preview: 'Sí, 40',
    status: 'delivered',
  };
  const rows: readonly (readonly [table: string, row: Readonly<Record<string, unknown>>])[] = [
    [
      'people',
      {
        id: person,
        user_id: randomUUID(),
        name: 'Rita Gómez',
        email: 'rita@northwind.example',
        role: 'agent',
        change_no: 2,
      },
    ],
    [
      'provider_accounts',
      {
        id: account,
        provider: 'twilio',
        account_sid: `AC${account.replaceAll('-', '')}`,
        credentials: sealed(account),
        created_at: 0,
      },
    ],
    [
      'senders',
      {
        id: sender,
        provider_account_id: account,
        channel: 'whatsapp',
        address: '+15550001000',
        display_name: 'Northwind',
        status: 'online',
        change_no: 3,
      },
    ],
    [
      'templates',
      {
        id: template,
        provider_account_id: account,
        provider_content_sid: `HX${'1'.repeat(32)}`,
        name: 'order_ready',
        language: 'en',
        category: 'utility',
        status: 'approved',
        content,
        change_no: 4,
      },
    ],
    [
      'contacts',
      {
        id: contact,
        name: 'Ferretería Sol',
        phone: '+525555550123',
        country: 'MX',
        opt_in_whatsapp: 'opted_in',
        created_at: 0,
        change_no: 5,
      },
    ],
    ['contact_addresses', { channel: 'whatsapp', address: '+525555550123', contact_id: contact }],
    [
      'conversations',
      {
        id: conversation,
        contact_id: contact,
        sender_id: sender,
        channel: 'whatsapp',
        address: '+525555550123',
        assignee_id: person,
        owner: 'person',
        owner_epoch: 3,
        last_inbound_at: WRITTEN_AT,
        unread_count: 0,
        last_message_at: WRITTEN_AT + 60_000,
        last_message: last,
        created_at: WRITTEN_AT,
        change_no: 8,
      },
    ],
    [
      'messages',
      {
        id: inbound,
        conversation_id: conversation,
        direction: 'inbound',
        kind: 'media',
        body: '¿Tienen 40 cajas de M8? 🔩',
        author_kind: 'contact',
        at: WRITTEN_AT,
        received_at: WRITTEN_AT,
        status: 'received',
        provider_sid: `SM${'1'.repeat(32)}`,
        change_no: 6,
      },
    ],
    [
      'media',
      {
        id: media,
        message_id: inbound,
        position: 0,
        content_type: 'image/jpeg',
        provider_url: 'https://provider.example/media/1',
      },
    ],
    [
      'messages',
      {
        id: outbound,
        conversation_id: conversation,
        direction: 'outbound',
        kind: 'text',
        body: 'Sí, 40',
        replies_to_id: inbound,
        author_kind: 'person',
        author_person_id: person,
        at: WRITTEN_AT + 60_000,
        received_at: WRITTEN_AT + 60_000,
        status: 'delivered',
        sent_at: WRITTEN_AT + 61_000,
        delivered_at: WRITTEN_AT + 62_000,
        valid_until: WRITTEN_AT + 80_000_000,
        provider_sid: `SM${'2'.repeat(32)}`,
        change_no: 7,
      },
    ],
    [
      'sends',
      {
        message_id: outbound,
        conversation_id: conversation,
        sender_id: sender,
        state: 'ended',
        due_at: 0,
        attempts: 1,
        token: randomUUID(),
        owner_epoch: 3,
        called_at: WRITTEN_AT,
        provider_sid: `SM${'2'.repeat(32)}`,
      },
    ],
    [
      'commands',
      {
        id: randomUUID(),
        name: 'message.sendText',
        person_id: person,
        input_hash: Buffer.alloc(32),
        answer: { ok: true },
        at: WRITTEN_AT,
      },
    ],
    ['removals', { entity: 'contact', id: randomUUID(), change_no: 9 }],
  ];
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // As a relay's own connections: triggers name functions without their schema.
    await client.query('SET search_path = casement');
    const insert = async (table: string, row: Readonly<Record<string, unknown>>): Promise<void> => {
      const columns = Object.keys(row);
      const places = columns.map((_, index) => `$${String(index + 1)}`);
      await client.query(
        `INSERT INTO casement.${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
        Object.values(row),
      );
    };
    const name = 'Northwind Supply';
    await insert('tenants', {
      id: tenant,
      name,
      time_zone: 'Europe/Berlin',
      created_at: 0,
      change_no: 1,
    });
    await insert('tenant_counters', { tenant_id: tenant, last_change: ids.head });
    for (const [table, row] of rows) await insert(table, { tenant_id: tenant, ...row });
  } finally {
    await client.end();
  }
  return ids;
}
