import type { ContactId, ConversationId, TenantId } from '../../../shared/contract/ids.ts';
import type { ChangeNumber } from './columns.ts';

export interface Clearings {
  readonly tenant_id: TenantId;
  readonly id: string;
  readonly messages_before: number | null;
  readonly media_before: number | null;
  readonly contact_ids: ContactId[];
  readonly conversation_ids: ConversationId[];
  readonly change_no: ChangeNumber;
}

export interface ClearedMessages {
  readonly tenant_id: TenantId;
  readonly day: number;
  readonly sender_id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly kind: string;
  readonly status: string;
  readonly template: string;
  readonly messages: number;
}
