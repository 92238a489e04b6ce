import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import { writeAudit } from '../../../relay/services/audit/write-audit.ts';
import {
  apiKeyId,
  automationId,
  contactId,
  contactImportId,
  conversationId,
  endpointId,
  mediaId,
  noteId,
  orderId,
  scheduledMessageId,
  type PersonId,
  type SenderId,
} from '../../../shared/contract/ids.ts';
import { somePlan } from '../automations/samples.ts';
import { addInbound } from '../relay/thread.ts';

/** What a person is found by, wherever it lies. */
export const MARKS = {
  name: 'Zyxmark Person',
  number: '+4915123987654',
  word: 'quuxword',
  userId: 'DE.zyxmark77',
} as const;

/** Somebody whose name, number and words stand in every table that can hold them. */
export async function addMarkedPerson(tx: TenantTransaction, sender: SenderId, by: PersonId) {
  const { sql, tenantId, changed } = tx;
  const tenant = { tenant_id: tenantId };
  const { name, number, word, userId } = MARKS;
  const [contact, conversation] = [contactId.parse(v7()), conversationId.parse(v7())];
  await sql
    .insertInto('contacts')
    .values({
      ...tenant,
      id: contact,
      name,
      profile_name: name,
      company: word,
      phone: number,
      whatsapp_user_id: userId,
      external_id: `${word}-ext`,
      opt_in_whatsapp: 'opted_out',
      fields: JSON.stringify({ [v7()]: word }),
      created_at: 1,
    })
    .execute();
  for (const address of [number, userId]) {
    const row = { ...tenant, channel: 'whatsapp', address, contact_id: contact } as const;
    await sql.insertInto('contact_addresses').values(row).execute();
  }
  await sql
    .insertInto('conversations')
    .values({
      ...tenant,
      id: conversation,
      contact_id: contact,
      sender_id: sender,
      channel: 'whatsapp',
      address: number,
      last_inbound_at: 1000,
      last_message_at: 1000,
      created_at: 1000,
    })
    .execute();
  changed('contact', contact);
  changed('conversation', conversation);
  const message = await addInbound(tx, conversation, 1000, `${word} from ${name}`);
  const queued = await addInbound(tx, conversation, 2000, `${word} queued`);
  await sql
    .updateTable('messages')
    .set({ direction: 'outbound', author_kind: 'person', status: 'queued' })
    .where('id', '=', queued)
    .execute();
  await sql
    .insertInto('sends')
    .values({
      ...tenant,
      message_id: queued,
      conversation_id: conversation,
      sender_id: sender,
      state: 'parked',
      due_at: 1,
      token: randomUUID(),
      owner_epoch: 0,
    })
    .execute();
  const [file, storage] = [mediaId.parse(v7()), randomUUID()];
  const ofFile = { ...tenant, content_type: 'image/png', file_name: `${word}.png` };
  await sql
    .insertInto('media')
    .values({
      ...ofFile,
      id: file,
      message_id: message,
      position: 0,
      provider_url: `https://example.com/${word}`,
    })
    .execute();
  await sql
    .insertInto('uploads')
    .values({ ...ofFile, storage, id: file, size: 8, put_at: 1, message_id: message })
    .execute();
  await sql
    .insertInto('upload_pieces')
    .values({ ...tenant, storage, place: 0, bytes: Buffer.from(word) })
    .execute();
  const note = noteId.parse(v7());
  await sql
    .insertInto('notes')
    .values({
      ...tenant,
      id: note,
      conversation_id: conversation,
      author_id: by,
      body: `${name} ${word}`,
      mention_ids: [by],
      at: 1500,
      removed_by: null,
    })
    .execute();
  changed('note', note);
  const scheduled = scheduledMessageId.parse(v7());
  await sql
    .insertInto('scheduled_messages')
    .values({
      ...tenant,
      id: scheduled,
      conversation_id: conversation,
      person_id: by,
      content: JSON.stringify({ kind: 'text', body: word, repliesToId: null }),
      order_reference: word,
      at: 9_000_000_000_000,
    })
    .execute();
  changed('scheduledMessage', scheduled);
  await sql
    .insertInto('consent_entries')
    .values({
      ...tenant,
      id: v7(),
      contact_id: contact,
      channel: 'whatsapp',
      state: 'opted_out',
      source: word,
      evidence: `${name} called`,
      at: 1,
    })
    .execute();
  const automation = automationId.parse(v7());
  await sql
    .insertInto('automations')
    .values({
      ...tenant,
      id: automation,
      name: 'Confirmed orders',
      plan: JSON.stringify(somePlan({ withinHours: 1 })),
      is_on: true,
      archived: false,
    })
    .execute();
  changed('automation', automation);
  const order = orderId.parse(v7());
  await sql
    .insertInto('orders')
    .values({
      ...tenant,
      id: order,
      external_id: `${word}-order`,
      contact_id: contact,
      status: 'open',
      placed_on: '2026-03-02',
      content: JSON.stringify({
        number: `${word}-1`,
        status: 'open',
        currency: 'EUR',
        totalMicros: 1,
        lines: [{ sku: word, name: word, quantity: 1, priceMicros: 1 }],
        placedOn: '2026-03-02',
        promisedOn: null,
        shipments: [],
        invoices: [],
      }),
      erp_updated_at: 1,
      received_at: 1,
    })
    .execute();
  await sql
    .insertInto('order_events')
    .values({ ...tenant, order_id: order, kind: 'confirmed', key: word, at: 1 })
    .execute();
  await sql
    .updateTable('automation_runs')
    .set({ state: 'skipped', reason: 'too_late', detail: word })
    .where('tenant_id', '=', tenantId)
    .execute();
  const old = contactId.parse(v7());
  await sql
    .insertInto('merged')
    .values({ ...tenant, entity: 'contact', old_id: old, kept_id: contact })
    .execute();
  const audited = [
    { kind: 'contact', id: contact, label: name },
    { kind: 'contact', id: old, label: `${word} earlier` },
    { kind: 'conversation', id: conversation, label: name },
    { kind: 'note', id: note, label: name },
    { kind: 'scheduledMessage', id: scheduled, label: word },
    { kind: 'message', id: message, label: word },
    { kind: 'order', id: order, label: `${word}-order` },
    { kind: 'tenant', id: tenantId, label: number },
  ];
  for (const subject of audited) {
    await writeAudit(tx, {
      at: 3000,
      actor: { kind: 'system', id: null, name: 'Casement' },
      from: null,
      action: 'some.change',
      subject,
      before: { name },
      after: { phone: number, text: word },
    });
  }
  await sql
    .insertInto('commands')
    .values({
      ...tenant,
      id: v7(),
      name: 'contact.create',
      person_id: by,
      input_hash: Buffer.alloc(32),
      answer: JSON.stringify({ ok: true, value: { contactId: contact, name } }),
      at: 1,
    })
    .execute();
  const key = apiKeyId.parse(v7());
  await sql
    .insertInto('api_keys')
    .values({
      ...tenant,
      id: key,
      name: 'ERP',
      scopes: ['messages:read'],
      requests_per_minute: 60,
      hint: 'csm_live_0000',
      secret_hash: Buffer.from(randomUUID()),
      created_by: by,
      created_at: 1,
    })
    .execute();
  await sql
    .insertInto('api_requests')
    .values({
      ...tenant,
      api_key_id: key,
      idempotency_key: v7(),
      request_hash: Buffer.alloc(32),
      at: 1,
      answer: JSON.stringify({ status: 200, body: { to: number, text: word } }),
    })
    .execute();
  const imported = contactImportId.parse(v7());
  await sql
    .insertInto('contact_imports')
    .values({
      ...tenant,
      id: imported,
      person_id: by,
      file_name: 'customers.csv',
      header: '["Name","Phone"]',
      state: 'staged',
      row_count: 2,
      created_at: 1,
    })
    .execute();
  const rows = [
    { number: 1, contact_id: contact, cells: JSON.stringify([name, word]), message: word },
    {
      number: 2,
      contact_id: null,
      cells: JSON.stringify([name, '+49 (1512) 39-87 654']),
      message: null,
    },
  ];
  for (const row of rows) {
    await sql
      .insertInto('contact_import_rows')
      .values({ ...tenant, import_id: imported, ...row })
      .execute();
  }
  const endpoint = endpointId.parse(v7());
  await sql
    .insertInto('endpoints')
    .values({
      ...tenant,
      id: endpoint,
      url: 'https://erp.example/',
      description: 'ERP',
      types: ['message.received'],
      is_on: false,
      secret: Buffer.from('sealed'),
      created_at: 1,
    })
    .execute();
  const { id: event } = await sql
    .insertInto('outgoing_events')
    .values({
      ...tenant,
      type: 'message.received',
      at: 1,
      facts: JSON.stringify({ messageId: message, text: word }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql
    .insertInto('deliveries')
    .values({ ...tenant, endpoint_id: endpoint, event_id: event, due_at: 1 })
    .execute();
  return { contact, conversation, message, queued };
}
