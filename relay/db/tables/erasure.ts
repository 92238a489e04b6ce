import type { ColumnType, Generated } from 'kysely';
import type {
  ContactId,
  ConversationId,
  PersonId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type { ErasureCounts } from '../../../shared/contract/reads/erasures.ts';
import type { Role } from '../../../shared/contract/records.ts';

export interface Erasures {
  readonly tenant_id: TenantId;
  readonly id: string;
  readonly contact_id: ContactId;
  readonly contact_ids: ContactId[];
  readonly conversation_ids: ConversationId[];
  readonly person_id: PersonId;
  readonly person_role: Role;
  readonly reference: string;
  readonly asked_at: number;
  readonly counts: ColumnType<ErasureCounts, string | undefined, string>;
  readonly needles: string[] | null;
  readonly done_at: Generated<number | null>;
  readonly certificate: Generated<string | null>;
  readonly signature: Generated<string | null>;
}
