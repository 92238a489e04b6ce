import type { Generated } from 'kysely';
import type { ConversationId, NoteId, PersonId, TenantId } from '../../../shared/contract/ids.ts';
import type { ChangeNumber } from './columns.ts';

/** Private notes on conversations. */
export interface Notes {
  readonly tenant_id: TenantId;
  readonly id: NoteId;
  readonly conversation_id: ConversationId;
  readonly author_id: PersonId;
  readonly body: string | null;
  readonly mention_ids: Generated<PersonId[]>;
  readonly at: number;
  readonly removed_by: PersonId | null;
  readonly change_no: ChangeNumber;
}
