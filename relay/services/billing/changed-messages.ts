import type {
  AutomationId,
  ContactId,
  ConversationId,
  MessageId,
  PersonId,
  SenderId,
  TemplateId,
  TemplateVersionId,
} from '../../../shared/contract/ids.ts';
import type { MessageRecord, MessageStatus } from '../../../shared/contract/records.ts';
import type { BillingEvent } from '../../../shared/domain/billing/charge.ts';
import type { MessageCategory } from '../../../shared/domain/billing/rate-row.ts';
import { smsSegments } from '../../../shared/domain/sms/segments.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** A message that something has happened to. */
export interface ChangedMessage {
  readonly changeNo: number;
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  readonly senderId: SenderId;
  readonly personId: PersonId | null;
  readonly templateId: TemplateId | null;
  /** Of the library; null: it was made elsewhere. */
  readonly templateVersionId: TemplateVersionId | null;
  /** That sent it. */
  readonly automationId: AutomationId | null;
  /** ms; null: the customer wrote it. */
  readonly sentAt: number | null;
  readonly authorKind: MessageRecord['author']['kind'];
  /** What it may cost; null: nothing, or nothing yet. */
  readonly event: BillingEvent | null;
  /** Nobody knows the template's category any more. */
  readonly withoutCategory: boolean;
  /** It will not arrive: what was reserved for it is free again. */
  readonly isOver: boolean;
}

const ARRIVED: ReadonlySet<MessageStatus> = new Set(['delivered', 'read']);
const FAILED: ReadonlySet<MessageStatus> = new Set(['failed', 'undelivered']);
/** The relay's own ends; `unconfirmed` is none, as late evidence may still come. */
const HELD_BACK: ReadonlySet<MessageStatus> = new Set(['parked', 'cancelled']);

/**
 * Messages with a change number in a range, in its order.
 *
 * @param after exclusive
 * @param upTo inclusive
 * @param within of those, only messages of this time, ms
 */
export async function changedMessages(
  { sql: db, tenantId }: TenantTransaction,
  after: number,
  upTo: number,
  most: number,
  within?: { readonly from: number; readonly to: number },
): Promise<ChangedMessage[]> {
  const rows = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', (join) =>
      join.onRef('c.tenant_id', '=', 'm.tenant_id').onRef('c.id', '=', 'm.conversation_id'),
    )
    .innerJoin('senders as s', (join) =>
      join.onRef('s.tenant_id', '=', 'c.tenant_id').onRef('s.id', '=', 'c.sender_id'),
    )
    .leftJoin('automation_runs as r', (join) =>
      join.onRef('r.tenant_id', '=', 'm.tenant_id').onRef('r.message_id', '=', 'm.id'),
    )
    .select([
      'm.change_no',
      'm.id',
      'm.conversation_id',
      'm.direction',
      'm.kind',
      'm.body',
      'm.template',
      'm.referral',
      'm.author_kind',
      'm.author_person_id',
      'r.automation_id',
      'm.at',
      'm.status',
      'm.sent_at',
      'm.delivered_at',
      'm.read_at',
      'm.provider_sid',
      'c.contact_id',
      'c.sender_id',
      'c.channel',
      'c.address',
      's.address as sender_address',
    ])
    .where('m.tenant_id', '=', tenantId)
    .where('m.change_no', '>', after)
    .where('m.change_no', '<=', upTo)
    .$if(within !== undefined, (rest) =>
      rest.where('m.at', '>=', within?.from ?? 0).where('m.at', '<', within?.to ?? 0),
    )
    .orderBy('m.change_no')
    .limit(most)
    .execute();
  const categories = await categoriesOf(
    { sql: db, tenantId },
    rows.flatMap(({ template }) => (template === null ? [] : [template])),
  );
  const versions = await versionsOf(
    { sql: db, tenantId },
    rows.flatMap(({ template }) => template?.templateId ?? []),
  );
  return rows.map((row): ChangedMessage => {
    const templateId = row.template?.templateId ?? null;
    const known = row.template === null ? null : categories(row.template);
    const isTemplate = row.kind === 'template';
    const category: MessageCategory = isTemplate ? (known ?? 'marketing') : 'service';
    return {
      changeNo: row.change_no,
      id: row.id,
      conversationId: row.conversation_id,
      contactId: row.contact_id,
      senderId: row.sender_id,
      personId: row.author_person_id,
      templateId,
      templateVersionId: templateId === null ? null : (versions.get(templateId) ?? null),
      automationId: row.automation_id,
      sentAt: row.direction === 'outbound' ? (row.sent_at ?? row.at) : null,
      authorKind: row.author_kind,
      event: eventOf(row, category),
      withoutCategory: isTemplate && known === null,
      isOver: FAILED.has(row.status) || HELD_BACK.has(row.status),
    };
  });
}

interface Row {
  readonly id: MessageId;
  readonly direction: 'inbound' | 'outbound';
  readonly body: string | null;
  readonly referral: object | null;
  readonly at: number;
  readonly status: MessageStatus;
  readonly delivered_at: number | null;
  readonly read_at: number | null;
  readonly provider_sid: string | null;
  readonly contact_id: string;
  readonly channel: 'whatsapp' | 'sms';
  readonly address: string;
  readonly sender_address: string;
}

function eventOf(row: Row, category: MessageCategory): BillingEvent | null {
  const common = {
    id: row.id,
    channel: row.channel,
    sender: row.sender_address,
    contact: row.contact_id,
    address: row.address,
    segments: row.channel === 'sms' ? smsSegments(row.body ?? '') : 1,
  };
  if (row.direction === 'inbound') {
    return { ...common, kind: 'inbound', at: row.at, fromAd: row.referral !== null };
  }
  if (ARRIVED.has(row.status)) {
    const at = row.delivered_at ?? row.read_at ?? row.at;
    return { ...common, kind: 'delivered', at, category };
  }
  // What the provider refused at once, it takes nothing for.
  return FAILED.has(row.status) && row.provider_sid !== null
    ? { ...common, kind: 'failed', at: row.at, category }
    : null;
}

type Sent = NonNullable<MessageRecord['template']>;

/** By what a template's category is found: what another program's history brought has no id. */
async function categoriesOf(
  { sql: db, tenantId }: Pick<TenantTransaction, 'sql' | 'tenantId'>,
  sent: readonly Sent[],
): Promise<(template: Sent) => MessageCategory | null> {
  if (sent.length === 0) return () => null;
  const rows = await db
    .selectFrom('templates')
    .select(['id', 'name', 'language', 'category'])
    .where('tenant_id', '=', tenantId)
    .where('name', 'in', [...new Set(sent.map(({ name }) => name))])
    .execute();
  const known = new Map<string, MessageCategory | null>();
  for (const { id, name, language, category } of rows) {
    known.set(id, category).set(`${name} ${language}`, category);
  }
  return ({ templateId, name, language }) =>
    known.get(templateId ?? '') ?? known.get(`${name} ${language}`) ?? null;
}

/** Which version of the library each template is. */
async function versionsOf(
  { sql: db, tenantId }: Pick<TenantTransaction, 'sql' | 'tenantId'>,
  templates: readonly TemplateId[],
): Promise<ReadonlyMap<TemplateId, TemplateVersionId>> {
  if (templates.length === 0) return new Map();
  const rows = await db
    .selectFrom('template_versions')
    .select(['id', 'template_id'])
    .where('tenant_id', '=', tenantId)
    .where('template_id', 'in', [...new Set(templates)])
    .orderBy('number')
    .execute();
  return new Map(
    rows.flatMap(({ id, template_id: of }) => (of === null ? [] : [[of, id] as const])),
  );
}
