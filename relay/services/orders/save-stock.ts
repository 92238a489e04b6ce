import { sql as raw } from 'kysely';
import type { OrderOutcome } from '../../../shared/contract/rest/orders.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';

/** The stock of an article as it is to be kept. */
export interface StockState {
  readonly sku: string;
  readonly available: number;
  /** A day; null: not known. */
  readonly expectedOn: string | null;
  /** ms by the ERP's clock. */
  readonly updatedAt: number;
}

/**
 * Keeps the stock of an article; an older state changes nothing. Where the last of it goes, every
 * order that waits for it is noted as out of stock, once.
 *
 * @param now ms on the relay's clock
 */
export async function saveStock(
  { sql, tenantId }: TenantTransaction,
  { sku, available, expectedOn, updatedAt }: StockState,
  now: number,
): Promise<OrderOutcome> {
  const values = { available, expected_on: expectedOn, erp_updated_at: updatedAt };
  const { numInsertedOrUpdatedRows: inserted } = await sql
    .insertInto('stock')
    .values({ tenant_id: tenantId, sku, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'sku']).doNothing())
    .executeTakeFirstOrThrow();
  if (inserted === 1n) return 'created';
  const known = await sql
    .selectFrom('stock')
    .select(['available', 'expected_on', 'erp_updated_at'])
    .where('tenant_id', '=', tenantId)
    .where('sku', '=', sku)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (known.erp_updated_at > updatedAt) return 'outdated';
  await sql
    .updateTable('stock')
    .set(values)
    .where('tenant_id', '=', tenantId)
    .where('sku', '=', sku)
    .execute();
  if (known.available === available && known.expected_on === expectedOn) return 'unchanged';
  if (available === 0 && known.available > 0) {
    const line = JSON.stringify([{ sku }]);
    await raw`
      INSERT INTO order_events (tenant_id, order_id, kind, key, at)
      SELECT tenant_id, id, 'out_of_stock', ${sku}, ${now} FROM orders
      WHERE tenant_id = ${tenantId} AND status IN ('open', 'confirmed')
        AND content -> 'lines' @> ${line}::jsonb
      ON CONFLICT DO NOTHING`.execute(sql);
  }
  return 'updated';
}
