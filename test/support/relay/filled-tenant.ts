import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import { writeAudit } from '../../../relay/services/audit/write-audit.ts';
import {
  type BudgetNoticeId,
  type ApiKeyId,
  type AutomationId,
  endpointId,
  type EndpointId,
  automationId,
  apiKeyId,
  contactFieldId,
  contactId,
  contactImportId,
  conversationId,
  type InvitationId,
  invitationId,
  type MediaId,
  mediaId,
  orderId,
  personId,
  type NoteId,
  type ScheduledMessageId,
  scheduledMessageId,
  noteId,
  type SenderId,
  type TagId,
  type TeamId,
  cannedReplyId,
  tagId,
  teamId,
  type TemplateDraftId,
  type TemplateNoticeId,
  type TemplateId,
  templateId,
} from '../../../shared/contract/ids.ts';
import type { OrderContent } from '../../../shared/contract/order.ts';
import { somePlan } from '../automations/samples.ts';
import { fillErasure } from './filled-erasure.ts';
import { fillBooks, fillBudgetNotice } from './filled-books.ts';
import { fillLibrary, fillNotices } from './filled-library.ts';
import { addColleague, addConversation, addInbound } from './thread.ts';

/** What one tenant has that another may not reach. */
export interface Ids {
  readonly conversation: string;
  readonly message: string;
  readonly media: MediaId;
  readonly template: TemplateId;
  readonly templateDraft: TemplateDraftId;
  readonly templateNotice: TemplateNoticeId;
  readonly budgetNotice: BudgetNoticeId;
  readonly person: string;
  readonly queued: string;
  readonly tag: TagId;
  readonly team: TeamId;
  readonly note: NoteId;
  readonly invitation: InvitationId;
  readonly session: string;
  readonly apiKey: ApiKeyId;
  readonly contact: string;
  readonly otherContact: string;
  readonly sender: string;
  readonly field: string;
  readonly contactImport: string;
  readonly automation: AutomationId;
  readonly endpoint: EndpointId;
  readonly scheduledMessage: ScheduledMessageId;
}

/** A conversation with everything that one can name; `text` is in all of it. */
export async function fill(tx: TenantTransaction, sender: SenderId, text: string): Promise<Ids> {
  const { sql, tenantId } = tx;
  const conversation = await addConversation(tx, sender);
  const message = await addInbound(tx, conversation, 2000, text);
  const [media, template] = [mediaId.parse(v7()), templateId.parse(v7())];
  const { provider_account_id: account } = await sql
    .selectFrom('senders')
    .select('provider_account_id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sender)
    .executeTakeFirstOrThrow();
  await sql
    .insertInto('media')
    .values({
      tenant_id: tenantId,
      id: media,
      message_id: message,
      position: 0,
      content_type: 'image/png',
      file_name: `${text}.png`,
      size: 1,
      width: 1,
      height: 1,
      provider_url: 'http://127.0.0.1:9/media',
    })
    .execute();
  await sql
    .insertInto('templates')
    .values({
      tenant_id: tenantId,
      id: template,
      provider_account_id: account,
      provider_content_sid: `HX${randomUUID().replaceAll('-', '')}`,
      name: text,
      language: 'en',
      category: 'utility',
      status: 'approved',
      rejection_reason: null,
      content: JSON.stringify({
        header: null,
        body: text,
        footer: null,
        buttons: [],
        variables: [],
      }),
    })
    .execute();
  tx.changed('template', template);
  await fillBooks(tx, account, message, text);
  const templateDraft = await fillLibrary(tx, account);
  const tag = tagId.parse(randomUUID());
  await sql
    .insertInto('tags')
    .values({ tenant_id: tenantId, id: tag, name: text, colour: 'grey', archived: false })
    .execute();
  tx.changed('tag', tag);
  const team = teamId.parse(randomUUID());
  await sql
    .insertInto('teams')
    .values({ tenant_id: tenantId, id: team, name: text, archived: false })
    .execute();
  tx.changed('team', team);
  const cannedReply = cannedReplyId.parse(randomUUID());
  await sql
    .insertInto('canned_replies')
    .values({
      tenant_id: tenantId,
      id: cannedReply,
      title: text,
      shortcut: cannedReply,
      text,
      channel: null,
      archived: false,
    })
    .execute();
  tx.changed('cannedReply', cannedReply);
  await writeAudit(tx, {
    at: 3000,
    actor: { kind: 'system', id: null, name: text },
    from: null,
    action: 'tag.save',
    subject: { kind: 'tag', id: tag, label: text },
    before: null,
    after: { name: text },
  });
  const person = await addColleague(tx);
  const templateNotice = await fillNotices(tx, account, { template, person, text });
  const budgetNotice = await fillBudgetNotice(tx, person);
  const note = noteId.parse(randomUUID());
  await sql
    .insertInto('notes')
    .values({
      tenant_id: tenantId,
      id: note,
      conversation_id: conversationId.parse(conversation),
      author_id: personId.parse(person),
      body: text,
      at: 2500,
      removed_by: null,
    })
    .execute();
  tx.changed('note', note);
  const scheduledMessage = scheduledMessageId.parse(randomUUID());
  await sql
    .insertInto('scheduled_messages')
    .values({
      tenant_id: tenantId,
      id: scheduledMessage,
      conversation_id: conversationId.parse(conversation),
      person_id: personId.parse(person),
      content: JSON.stringify({ kind: 'text', body: text, repliesToId: null }),
      at: 9_000_000_000_000,
    })
    .execute();
  tx.changed('scheduledMessage', scheduledMessage);
  const invitation = invitationId.parse(randomUUID());
  await sql
    .insertInto('invitations')
    .values({
      tenant_id: tenantId,
      id: invitation,
      kind: 'invite',
      person_id: null,
      email: `${randomUUID()}@northwind.example`,
      name: text,
      role: 'agent',
      token_hash: Buffer.from(randomUUID()),
      invited_by: text,
      created_at: Date.now(),
      expires_at: Date.now() + 3_600_000,
      accepted_at: null,
      revoked_at: null,
      mail: 'none',
    })
    .execute();
  await sql.insertInto('tenant_rules').values({ tenant_id: tenantId }).execute();
  const apiKey = apiKeyId.parse(randomUUID());
  await sql
    .insertInto('api_keys')
    .values({
      tenant_id: tenantId,
      id: apiKey,
      name: text,
      scopes: ['messages:read'],
      requests_per_minute: 60,
      hint: 'csm_live_0000',
      secret_hash: Buffer.from(randomUUID()),
      created_by: personId.parse(person),
      created_at: Date.now(),
    })
    .execute();
  await fillErasure(tx, personId.parse(person), text);
  const queued = await addInbound(tx, conversation, 3000, text);
  tx.removed('contact', v7());
  return {
    conversation,
    message,
    media,
    template,
    templateDraft,
    templateNotice,
    budgetNotice,
    person,
    note,
    queued,
    scheduledMessage,
    tag,
    team,
    invitation,
    session: `session-${randomUUID()}`,
    apiKey,
    ...(await fillContacts(tx, sender, text)),
  };
}

/** Two contacts, a field and a file of contacts that waits. */
async function fillContacts(tx: TenantTransaction, sender: SenderId, text: string) {
  const { sql, tenantId } = tx;
  const [contact, otherContact] = [contactId.parse(v7()), contactId.parse(v7())];
  const [field, contactImport] = [contactFieldId.parse(v7()), contactImportId.parse(v7())];
  for (const id of [contact, otherContact]) {
    await sql
      .insertInto('contacts')
      .values({ tenant_id: tenantId, id, name: text, company: text, created_at: 1 })
      .execute();
    await sql
      .insertInto('contact_addresses')
      .values({ tenant_id: tenantId, channel: 'whatsapp', address: `US.${id}`, contact_id: id })
      .execute();
    tx.changed('contact', id);
  }
  await sql
    .insertInto('contact_fields')
    .values({
      tenant_id: tenantId,
      id: field,
      name: text,
      kind: 'text',
      options: '[]',
      archived: false,
    })
    .execute();
  tx.changed('contactField', field);
  const { id: person } = await sql
    .selectFrom('people')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  await sql
    .insertInto('contact_imports')
    .values({
      tenant_id: tenantId,
      id: contactImport,
      person_id: person,
      file_name: text,
      header: '["Name"]',
      state: 'staged',
      row_count: 1,
      created_at: 1,
    })
    .execute();
  await sql
    .insertInto('contact_import_rows')
    .values({
      tenant_id: tenantId,
      import_id: contactImport,
      number: 1,
      cells: JSON.stringify([text]),
    })
    .execute();
  await sql
    .insertInto('consent_entries')
    .values({
      tenant_id: tenantId,
      id: v7(),
      contact_id: contact,
      channel: 'sms',
      state: 'opted_in',
      source: text,
      evidence: text,
      at: 1,
    })
    .execute();
  const order = orderId.parse(v7());
  await sql
    .insertInto('orders')
    .values({
      tenant_id: tenantId,
      id: order,
      external_id: text,
      contact_id: contact,
      status: 'open',
      placed_on: '2026-03-02',
      content: JSON.stringify(orderOf(text)),
      erp_updated_at: 1,
      received_at: 1,
    })
    .execute();
  const automation = automationId.parse(v7());
  await sql
    .insertInto('automations')
    .values({
      tenant_id: tenantId,
      id: automation,
      name: text,
      plan: JSON.stringify(somePlan({ withinHours: 1 })),
      is_on: true,
      archived: false,
    })
    .execute();
  tx.changed('automation', automation);
  // Its event makes a run of it, which no relay has anything to do with any more.
  await sql
    .insertInto('order_events')
    .values({ tenant_id: tenantId, order_id: order, kind: 'confirmed', key: '', at: 1 })
    .execute();
  await sql
    .updateTable('automation_runs')
    .set({ state: 'skipped', reason: 'too_late', detail: text })
    .where('tenant_id', '=', tenantId)
    .execute();
  const endpoint = endpointId.parse(v7());
  await sql
    .insertInto('endpoints')
    .values({
      tenant_id: tenantId,
      id: endpoint,
      url: `https://${endpoint}.example/`,
      description: text,
      types: ['message.received'],
      is_on: false,
      secret: Buffer.from(text),
      created_at: 1,
    })
    .execute();
  const { id: event } = await sql
    .insertInto('outgoing_events')
    .values({ tenant_id: tenantId, type: 'test', at: 1, facts: JSON.stringify({ text }) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql
    .insertInto('deliveries')
    .values({ tenant_id: tenantId, endpoint_id: endpoint, event_id: event, due_at: 1 })
    .execute();
  await sql
    .insertInto('stock')
    .values({
      tenant_id: tenantId,
      sku: text,
      available: 1,
      expected_on: null,
      erp_updated_at: 1,
    })
    .execute();
  return { contact, otherContact, sender, field, contactImport, automation, endpoint };
}

function orderOf(text: string): OrderContent {
  const line = { sku: text, name: text, quantity: 1, priceMicros: 1 };
  const rest = { placedOn: '2026-03-02', promisedOn: null, shipments: [], invoices: [] };
  return {
    number: text,
    status: 'open',
    currency: 'EUR',
    totalMicros: 1,
    lines: [line],
    ...rest,
  };
}
