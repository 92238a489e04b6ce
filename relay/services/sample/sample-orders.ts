import type { SampleOrder, SampleStock } from '../../../assets/sample/world.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import { orderContent } from '../../../shared/contract/order.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { saveOrder } from '../orders/save-order.ts';
import { saveStock } from '../orders/save-stock.ts';

/** An order, and whose it is. */
export interface OwnedOrder {
  readonly contactId: ContactId;
  readonly order: SampleOrder;
}

/**
 * Adds the sample's orders and stock, as an ERP would have told them.
 *
 * @param now ms on the relay's clock
 */
export async function addSampleOrders(
  tx: TenantTransaction,
  orders: readonly OwnedOrder[],
  stock: readonly SampleStock[],
  now: number,
): Promise<void> {
  for (const article of stock) await saveStock(tx, article, now);
  for (const { contactId, order } of orders) {
    const { updatedAt, ...told } = order;
    const content = orderContent.parse(told);
    await saveOrder(tx, { externalId: order.number, contactId, content, updatedAt }, now);
  }
}
