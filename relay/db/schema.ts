import type { ColumnType, Generated } from 'kysely';
import type { AuditEntry } from '../../shared/contract/audit.ts';
import type {
  ConversationRecord,
  MessageRecord,
  TagRecord,
  TemplateRecord,
  SenderRecord,
} from '../../shared/contract/records.ts';
import type {
  ContactId,
  ConversationId,
  MediaId,
  MessageId,
  PersonId,
  SenderId,
  TagId,
  TeamId,
  TemplateId,
  TenantId,
} from '../../shared/contract/ids.ts';

import type { ChangeNumber, Json } from './tables/columns.ts';
import type {
  ConsentEntries,
  ContactAddresses,
  ContactFields,
  ContactImportRows,
  ContactImports,
  Contacts,
  Merged,
} from './tables/contacts.ts';
import type { Deliveries, Endpoints, OutgoingEvents } from './tables/events-out.ts';
import type { AutomationRuns, Automations } from './tables/automations.ts';
import type { BillingTables } from './tables/billing.ts';
import type { CannedReplies, ScheduledMessages } from './tables/team.ts';
import type { ClearedMessages, Clearings } from './tables/retention.ts';
import type { OrderEvents, Orders, Stock } from './tables/orders.ts';
import type {
  TemplateDrafts,
  TemplateEvents,
  TemplateHistory,
  TemplateNotices,
  TemplateNoticesDismissed,
  TemplateVersions,
} from './tables/templates.ts';
import type { Erasures } from './tables/erasure.ts';
import type { Notes } from './tables/notes.ts';
import type { ApiKeys, ApiRequests, Invitations, People, TenantRules } from './tables/people.ts';

/* The tables as the query builder sees them; the migrations say what they hold. */

interface Tenants {
  readonly id: TenantId;
  readonly name: string;
  readonly time_zone: string;
  readonly created_at: number;
  readonly change_no: ChangeNumber;
}

interface ProviderAccounts {
  readonly tenant_id: TenantId;
  readonly id: string;
  readonly provider: 'twilio';
  readonly account_sid: string;
  readonly credentials: Buffer;
  readonly created_at: number;
}

interface Senders {
  readonly tenant_id: TenantId;
  readonly id: SenderId;
  readonly provider_account_id: string;
  readonly channel: 'whatsapp' | 'sms';
  readonly address: string;
  readonly display_name: string;
  readonly status: 'online' | 'offline' | 'pending';
  readonly messages_per_second: Generated<number>;
  readonly rules: ColumnType<
    NonNullable<SenderRecord['rules']> | null,
    string | null | undefined,
    string
  >;
  readonly change_no: ChangeNumber;
}

interface Conversations {
  readonly tenant_id: TenantId;
  readonly id: ConversationId;
  readonly contact_id: ContactId;
  readonly sender_id: SenderId;
  readonly channel: 'whatsapp' | 'sms';
  readonly address: string;
  readonly status: Generated<'open' | 'resolved'>;
  readonly assignee_id: PersonId | null;
  readonly owner: Generated<'queue' | 'person' | 'assistant'>;
  readonly owner_epoch: Generated<number>;
  readonly last_inbound_at: number | null;
  readonly entry_point_clicked_at: number | null;
  readonly entry_point_ends_at: number | null;
  readonly paced_until: number | null;
  readonly tag_ids: Generated<TagId[]>;
  readonly snoozed: Generated<boolean>;
  readonly snoozed_until: number | null;
  readonly unread_count: Generated<number>;
  readonly last_message_at: number;
  readonly last_message: Json<ConversationRecord['lastMessage']>;
  readonly created_at: number;
  readonly change_no: ChangeNumber;
}

interface Messages {
  readonly tenant_id: TenantId;
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
  readonly direction: MessageRecord['direction'];
  readonly kind: MessageRecord['kind'];
  readonly body: string | null;
  readonly location: Json<MessageRecord['location']>;
  readonly button: Json<MessageRecord['button']>;
  readonly referral: Json<MessageRecord['referral']>;
  readonly replies_to_id: MessageId | null;
  readonly template: Json<MessageRecord['template']>;
  readonly author_kind: MessageRecord['author']['kind'];
  readonly author_person_id: PersonId | null;
  readonly origin: string | null;
  readonly order_reference: string | null;
  readonly at: number;
  readonly received_at: number;
  readonly status: MessageRecord['status'];
  readonly problem: Json<MessageRecord['problem']>;
  readonly sent_at: number | null;
  readonly delivered_at: number | null;
  readonly read_at: number | null;
  readonly valid_until: number | null;
  readonly provider_sid: string | null;
  readonly change_no: ChangeNumber;
}

interface Media {
  readonly tenant_id: TenantId;
  readonly id: MediaId;
  readonly message_id: MessageId;
  readonly position: number;
  readonly content_type: string;
  readonly file_name: string | null;
  readonly size: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Null: a desktop put the file here. */
  readonly provider_url: string | null;
}

interface Uploads {
  readonly tenant_id: TenantId;
  readonly storage: string;
  readonly id: MediaId;
  readonly content_type: string;
  readonly file_name: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly size: number;
  readonly hash: Buffer | null;
  readonly put_at: number;
  readonly message_id: MessageId | null;
}

interface UploadPieces {
  readonly tenant_id: TenantId;
  readonly storage: string;
  readonly place: number;
  readonly bytes: Buffer;
}

/** The states of a send; docs/decisions on sending has the table of transitions. */
export type SendState =
  'queued' | 'calling' | 'in_doubt' | 'accepted' | 'ended' | 'unconfirmed' | 'parked' | 'cancelled';

interface Sends {
  readonly tenant_id: TenantId;
  readonly message_id: MessageId;
  readonly conversation_id: ConversationId;
  readonly sender_id: SenderId;
  readonly place: ColumnType<number, never, never>;
  readonly state: SendState;
  readonly due_at: number;
  readonly attempts: Generated<number>;
  readonly token: string;
  readonly owner_epoch: number;
  readonly called_at: number | null;
  readonly doubt_since: number | null;
  readonly provider_sid: string | null;
}

interface SenderPace {
  readonly tenant_id: TenantId;
  readonly sender_id: SenderId;
  readonly paced_until: number;
}

interface AccountPauses {
  readonly tenant_id: TenantId;
  readonly provider_account_id: string;
  readonly until: number;
  readonly noted_at: number;
  readonly in_a_row: number;
}

interface EarlyStatuses {
  readonly tenant_id: TenantId;
  readonly provider_account_id: string;
  readonly provider_sid: string;
  readonly status: string;
  readonly error_code: number | null;
  readonly received_at: number;
  readonly arrival: ColumnType<number, never, never>;
}

interface Templates {
  readonly tenant_id: TenantId;
  readonly id: TemplateId;
  readonly provider_account_id: string;
  readonly provider_content_sid: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateRecord['category'];
  readonly status: TemplateRecord['status'];
  readonly rejection_reason: string | null;
  readonly content: ColumnType<
    Pick<TemplateRecord, 'header' | 'body' | 'footer' | 'buttons' | 'variables'>,
    string,
    string
  >;
  readonly told_at: Generated<number>;
  readonly status_told_there_at: Generated<number>;
  readonly category_told_there_at: Generated<number>;
  readonly change_no: ChangeNumber;
}

interface Commands {
  readonly tenant_id: TenantId;
  readonly id: string;
  readonly name: string;
  readonly person_id: PersonId;
  readonly input_hash: Buffer;
  readonly answer: ColumnType<unknown, string, string>;
  readonly at: number;
}

interface Backfills {
  readonly tenant_id: TenantId;
  readonly provider_account_id: string;
  readonly read_up_to: number | null;
  readonly due_at: number;
  readonly far_due_at: number;
  readonly failures: Generated<number>;
}

interface Tags {
  readonly tenant_id: TenantId;
  readonly id: TagId;
  readonly name: string;
  readonly colour: TagRecord['colour'];
  readonly archived: boolean;
  readonly change_no: ChangeNumber;
}

interface Teams {
  readonly tenant_id: TenantId;
  readonly id: TeamId;
  readonly name: string;
  readonly archived: boolean;
  readonly change_no: ChangeNumber;
}

interface AuditLog {
  readonly tenant_id: TenantId;
  readonly number: ColumnType<number, never, never>;
  readonly at: number;
  readonly actor_kind: AuditEntry['actor']['kind'];
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly address: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly subject_label: string;
  readonly before: Json<AuditEntry['before']>;
  readonly after: Json<AuditEntry['after']>;
}

interface Removals {
  readonly tenant_id: TenantId;
  readonly entity: string;
  readonly id: string;
  readonly change_no: ChangeNumber;
}

interface LogMarks {
  readonly tenant_id: TenantId;
  readonly at: number;
  readonly number: number;
}

export interface Schema extends BillingTables {
  readonly log_epoch: { readonly epoch: string };
  readonly tenants: Tenants;
  readonly tenant_counters: {
    readonly tenant_id: TenantId;
    readonly last_change: Generated<number>;
    readonly complete_from: Generated<number>;
  };
  readonly people: People;
  readonly provider_accounts: ProviderAccounts;
  readonly senders: Senders;
  readonly contacts: Contacts;
  readonly contact_fields: ContactFields;
  readonly merged: Merged;
  readonly consent_entries: ConsentEntries;
  readonly contact_imports: ContactImports;
  readonly contact_import_rows: ContactImportRows;
  readonly contact_addresses: ContactAddresses;
  readonly conversations: Conversations;
  readonly messages: Messages;
  readonly media: Media;
  readonly uploads: Uploads;
  readonly upload_pieces: UploadPieces;
  readonly sends: Sends;
  readonly sender_pace: SenderPace;
  readonly account_pauses: AccountPauses;
  readonly early_statuses: EarlyStatuses;
  readonly templates: Templates;
  readonly template_drafts: TemplateDrafts;
  readonly template_events: TemplateEvents;
  readonly template_notices: TemplateNotices;
  readonly template_notices_dismissed: TemplateNoticesDismissed;
  readonly template_versions: TemplateVersions;
  readonly template_history: TemplateHistory;
  readonly tags: Tags;
  readonly teams: Teams;
  readonly notes: Notes;
  readonly canned_replies: CannedReplies;
  readonly audit_log: AuditLog;
  readonly invitations: Invitations;
  readonly tenant_rules: TenantRules;
  readonly commands: Commands;
  readonly backfills: Backfills;
  readonly api_keys: ApiKeys;
  readonly api_requests: ApiRequests;
  readonly orders: Orders;
  readonly order_events: OrderEvents;
  readonly stock: Stock;
  readonly automations: Automations;
  readonly scheduled_messages: ScheduledMessages;
  readonly automation_runs: AutomationRuns;
  readonly endpoints: Endpoints;
  readonly outgoing_events: OutgoingEvents;
  readonly deliveries: Deliveries;
  readonly clearings: Clearings;
  readonly cleared_messages: ClearedMessages;
  readonly erasures: Erasures;
  readonly removals: Removals;
  readonly log_marks: LogMarks;
  readonly relay_work: { readonly name: 'prune'; readonly due_at: number };
}
