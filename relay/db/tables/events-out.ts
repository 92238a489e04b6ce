import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { EndpointId, TenantId } from '../../../shared/contract/ids.ts';
import type { Delivery, EventType } from '../../../shared/contract/webhook-out.ts';

/* Where the tenant's own systems are told what happens, what is told, and how far each is. */

export interface Endpoints {
  readonly tenant_id: TenantId;
  readonly id: EndpointId;
  readonly url: string;
  readonly description: string;
  readonly types: EventType[];
  readonly is_on: boolean;
  readonly gone_at: number | null;
  readonly secret: Buffer;
  readonly created_at: number;
}

export interface OutgoingEvents {
  readonly tenant_id: TenantId;
  readonly id: Generated<string>;
  readonly type: Delivery['type'];
  readonly at: number;
  readonly facts: ColumnType<Record<string, unknown>, string, string>;
  readonly once: Generated<string | null>;
}

export interface Deliveries {
  readonly tenant_id: TenantId;
  readonly number: GeneratedAlways<number>;
  readonly endpoint_id: EndpointId;
  readonly event_id: string;
  readonly state: Generated<Delivery['state']>;
  readonly attempts: Generated<number>;
  readonly tries: Generated<number>;
  readonly due_at: number;
  readonly last_status: number | null;
  readonly last_error: Delivery['lastError'];
  readonly ended_at: number | null;
}
