import type { ColumnType, Generated } from 'kysely';
import type { ImportMapping, ImportOptions } from '../../../shared/contract/contact-import.ts';
import type { ContactFieldRecord, ContactRecord } from '../../../shared/contract/records.ts';
import type {
  ContactFieldId,
  ContactId,
  ContactImportId,
  PersonId,
  TagId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type { ChangeNumber, Json } from './columns.ts';

/* Contacts, what is known of them, and the files that they come from. */

type OptIn = Generated<'opted_in' | 'opted_out' | 'unknown'>;

export interface Contacts {
  readonly tenant_id: TenantId;
  readonly id: ContactId;
  readonly name: string;
  readonly profile_name: string | null;
  readonly company: string | null;
  readonly phone: string | null;
  readonly whatsapp_user_id: string | null;
  readonly language: string | null;
  readonly country: string | null;
  readonly time_zone: string | null;
  readonly opt_in_whatsapp: OptIn;
  readonly opt_in_sms: OptIn;
  readonly external_id: string | null;
  readonly owner_id: PersonId | null;
  readonly tag_ids: Generated<TagId[]>;
  readonly fields: ColumnType<ContactRecord['fields'], string | undefined, string>;
  readonly source: Generated<ContactRecord['source']>;
  readonly created_at: number;
  readonly updated_at: number | null;
  readonly change_no: ChangeNumber;
}

export interface ContactFields {
  readonly tenant_id: TenantId;
  readonly id: ContactFieldId;
  readonly name: string;
  readonly kind: ContactFieldRecord['kind'];
  readonly options: ColumnType<string[], string, string>;
  readonly archived: boolean;
  readonly change_no: ChangeNumber;
}

export interface Merged {
  readonly tenant_id: TenantId;
  readonly entity: 'contact' | 'conversation';
  readonly old_id: string;
  readonly kept_id: string;
}

export interface ConsentEntries {
  readonly tenant_id: TenantId;
  readonly id: string;
  readonly contact_id: ContactId;
  readonly channel: 'whatsapp' | 'sms';
  readonly state: 'opted_in' | 'opted_out' | 'unknown';
  readonly source: string;
  readonly evidence: string;
  readonly person_id: PersonId | null;
  readonly at: number;
}

export interface ContactImports {
  readonly tenant_id: TenantId;
  readonly id: ContactImportId;
  readonly person_id: PersonId;
  readonly file_name: string | null;
  readonly header: ColumnType<string[], string, string>;
  readonly state: 'receiving' | 'staged' | 'running' | 'done' | 'cancelled';
  readonly mapping: Json<ImportMapping | null>;
  readonly options: Json<ImportOptions | null>;
  readonly row_count: Generated<number>;
  readonly next_row: Generated<number>;
  readonly created: Generated<number>;
  readonly updated: Generated<number>;
  readonly skipped: Generated<number>;
  readonly failed: Generated<number>;
  readonly created_at: number;
  readonly ended_at: number | null;
}

export interface ContactImportRows {
  readonly tenant_id: TenantId;
  readonly import_id: ContactImportId;
  readonly number: number;
  readonly cells: ColumnType<string[], string, string>;
  readonly outcome: 'created' | 'updated' | 'skipped' | 'failed' | null;
  readonly message: string | null;
  readonly contact_id: ContactId | null;
}

export interface ContactAddresses {
  readonly tenant_id: TenantId;
  readonly channel: 'whatsapp' | 'sms';
  readonly address: string;
  readonly contact_id: ContactId;
}
