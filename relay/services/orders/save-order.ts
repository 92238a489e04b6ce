import { v7 } from 'uuid';
import { type ContactId, type OrderId, orderId } from '../../../shared/contract/ids.ts';
import type { OrderContent } from '../../../shared/contract/order.ts';
import type { OrderOutcome } from '../../../shared/contract/rest/orders.ts';
import { orderHappenings } from '../../../shared/domain/order/order-events.ts';
import { announceOrders } from '../../db/notices.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { canonicalJson } from '../commands/canonical.ts';

/** An order as it is to be kept. */
export interface OrderState {
  readonly externalId: string;
  readonly contactId: ContactId;
  readonly content: OrderContent;
  /** ms by the ERP's clock. */
  readonly updatedAt: number;
}

/** What has become of an order, for the audit log: whose it is and in which state. */
type Stand = Pick<OrderContent, 'status'> & { readonly contactId: ContactId };

/** What came of an order that was told. */
export interface SavedOrder {
  readonly id: OrderId;
  readonly outcome: OrderOutcome;
  /** Set where its state or its contact is another now; `before` null: it was not known. */
  readonly moved: { readonly before: Stand | null; readonly after: Stand } | null;
}

/**
 * Keeps an order as the ERP tells it, and puts down what happened to it, each thing once. A state
 * that is older than the one that is known changes nothing. Of two that the ERP gave one moment,
 * the one that comes last counts.
 *
 * Several orders are saved in the order of their external ids, or two batches could wait for each
 * other.
 *
 * @param now ms on the relay's clock
 */
export async function saveOrder(
  tx: TenantTransaction,
  state: OrderState,
  now: number,
): Promise<SavedOrder> {
  const { sql, tenantId } = tx;
  const { externalId, contactId, content, updatedAt } = state;
  const values = {
    contact_id: contactId,
    status: content.status,
    placed_on: content.placedOn,
    content: JSON.stringify(content),
    erp_updated_at: updatedAt,
    received_at: now,
  };
  const after: Stand = { status: content.status, contactId };
  const id = orderId.parse(v7());
  const { numInsertedOrUpdatedRows: inserted } = await sql
    .insertInto('orders')
    .values({ tenant_id: tenantId, id, external_id: externalId, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'external_id']).doNothing())
    .executeTakeFirstOrThrow();
  if (inserted === 1n) {
    await note(tx, id, null, content, now);
    await announceOrders(tx, [contactId]);
    return { id, outcome: 'created', moved: { before: null, after } };
  }
  const known = await sql
    .selectFrom('orders')
    .select(['id', 'contact_id', 'content', 'erp_updated_at'])
    .where('tenant_id', '=', tenantId)
    .where('external_id', '=', externalId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (known.erp_updated_at > updatedAt) {
    return { id: known.id, outcome: 'outdated', moved: null };
  }
  const isSame =
    known.contact_id === contactId && canonicalJson(known.content) === canonicalJson(content);
  await sql
    .updateTable('orders')
    .set(values)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', known.id)
    .execute();
  if (isSame) return { id: known.id, outcome: 'unchanged', moved: null };
  await note(tx, known.id, known.content, content, now);
  const before: Stand = { status: known.content.status, contactId: known.contact_id };
  await announceOrders(tx, [...new Set([before.contactId, contactId])]);
  const hasMoved = before.status !== after.status || before.contactId !== after.contactId;
  return { id: known.id, outcome: 'updated', moved: hasMoved ? { before, after } : null };
}

async function note(
  { sql, tenantId }: TenantTransaction,
  id: OrderId,
  before: OrderContent | null,
  after: OrderContent,
  now: number,
): Promise<void> {
  const happened = orderHappenings(before, after);
  if (happened.length === 0) return;
  await sql
    .insertInto('order_events')
    .values(
      happened.map(({ kind, key }) => ({ tenant_id: tenantId, order_id: id, kind, key, at: now })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
