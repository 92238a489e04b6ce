import type { ColumnType, Generated } from 'kysely';
import type {
  ApiKeyId,
  InvitationId,
  PersonId,
  TeamId,
  TenantId,
} from '../../../shared/contract/ids.ts';
import type { Invitation } from '../../../shared/contract/reads/people.ts';
import type { Role } from '../../../shared/contract/records.ts';
import type { ChangeNumber } from './columns.ts';

/* People, programs, and what they may. */

export interface People {
  readonly tenant_id: TenantId;
  readonly id: PersonId;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'owner' | 'admin' | 'supervisor' | 'agent';
  readonly active: Generated<boolean>;
  readonly team_id: ColumnType<TeamId | null, TeamId | null | undefined>;
  readonly change_no: ChangeNumber;
}

export interface Invitations {
  readonly tenant_id: TenantId;
  readonly id: InvitationId;
  readonly kind: Invitation['kind'];
  readonly person_id: PersonId | null;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly token_hash: Buffer;
  readonly invited_by: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly accepted_at: number | null;
  readonly revoked_at: number | null;
  readonly mail: Invitation['mail'];
}

export interface TenantRules {
  readonly tenant_id: TenantId;
  readonly require_second_step: Generated<boolean>;
  readonly suspended_at: number | null;
  readonly may_use_rest: Generated<boolean>;
  readonly may_use_automations: Generated<boolean>;
  readonly monthly_cap: number | null;
  readonly monthly_cap_override: number | null;
  readonly monthly_cap_override_until: number | null;
  readonly messages_kept_months: number | null;
  readonly media_kept_months: number | null;
}

export interface ApiKeys {
  readonly tenant_id: TenantId;
  readonly id: ApiKeyId;
  readonly name: string;
  readonly scopes: string[];
  readonly requests_per_minute: number;
  readonly hint: string;
  readonly secret_hash: Buffer;
  readonly previous_hash: Buffer | null;
  readonly previous_until: number | null;
  readonly created_by: PersonId;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly last_used_at: number | null;
  readonly revoked_at: number | null;
}

export interface ApiRequests {
  readonly tenant_id: TenantId;
  readonly api_key_id: ApiKeyId;
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
  readonly at: number;
  readonly answer: ColumnType<unknown, string, string>;
}
