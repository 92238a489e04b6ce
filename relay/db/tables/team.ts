import type { CannedReplyId, TenantId } from '../../../shared/contract/ids.ts';
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
