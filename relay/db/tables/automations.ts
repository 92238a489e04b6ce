import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { AutomationPlan, AutomationRun } from '../../../shared/contract/automation.ts';
import type { AutomationId, MessageId, TenantId } from '../../../shared/contract/ids.ts';
import type { ChangeNumber } from './columns.ts';

export interface Automations {
  readonly tenant_id: TenantId;
  readonly id: AutomationId;
  readonly name: string;
  readonly plan: ColumnType<AutomationPlan, string, string>;
  readonly is_on: boolean;
  readonly archived: boolean;
  readonly change_no: ChangeNumber;
}

export interface AutomationRuns {
  readonly tenant_id: TenantId;
  readonly number: GeneratedAlways<number>;
  readonly automation_id: AutomationId;
  readonly event_number: number;
  readonly state: Generated<AutomationRun['state']>;
  readonly due_at: number;
  readonly reason: Generated<AutomationRun['reason']>;
  readonly detail: Generated<string | null>;
  readonly message_id: Generated<MessageId | null>;
}
