import type { ColumnType, Generated } from 'kysely';
import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type {
  CannedReplyId,
  ConversationId,
  MessageId,
  PersonId,
  ScheduledMessageId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type { ScheduledMessageRecord } from '../../../shared/contract/scheduled-message.ts';
import type { ChangeNumber } from './columns.ts';

export interface CannedReplies {
  readonly tenant_id: TenantId;
  readonly id: CannedReplyId;
  readonly title: string;
  readonly shortcut: string;
  readonly text: string;
  readonly channel: 'whatsapp' | 'sms' | null;
  readonly archived: boolean;
  readonly change_no: ChangeNumber;
}

export interface ScheduledMessages {
  readonly tenant_id: TenantId;
  readonly id: ScheduledMessageId;
  readonly conversation_id: ConversationId;
  readonly person_id: PersonId;
  readonly content: ColumnType<
    ScheduledMessageRecord['content'] | null,
    string | null,
    string | null
  >;
  readonly order_reference: Generated<string | null>;
  readonly at: number;
  readonly state: Generated<'waiting' | 'failed' | 'over'>;
  readonly problem: Generated<RefusalCode | null>;
  readonly message_id: Generated<MessageId | null>;
  readonly change_no: ChangeNumber;
}
