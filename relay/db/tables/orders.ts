import type { ColumnType, GeneratedAlways } from 'kysely';
import type { ContactId, OrderId, TenantId } from '../../../shared/contract/ids.ts';
import type { OrderContent, OrderEventKind } from '../../../shared/contract/order.ts';

/* Orders and stock, as the company's own system tells them. */

export interface Orders {
  readonly tenant_id: TenantId;
  readonly id: OrderId;
  readonly external_id: string;
  readonly contact_id: ContactId;
  readonly status: OrderContent['status'];
  readonly placed_on: string;
  readonly content: ColumnType<OrderContent, string, string>;
  readonly erp_updated_at: number;
  readonly received_at: number;
}

export interface OrderEvents {
  readonly tenant_id: TenantId;
  readonly number: GeneratedAlways<number>;
  readonly order_id: OrderId;
  readonly kind: OrderEventKind;
  readonly key: string;
  readonly at: number;
}

export interface Stock {
  readonly tenant_id: TenantId;
  readonly sku: string;
  readonly available: number;
  readonly expected_on: string | null;
  readonly erp_updated_at: number;
}
