import type { Selectable } from 'kysely';
import type { Orders } from '../../db/tables/orders.ts';
import type { ReadHandlers } from '../reads/handler.ts';
import { currentContactId } from '../contacts/contact-store.ts';

/** What is asked of orders. */
export const orderReads: ReadHandlers<'orders.ofContact'> = {
  'orders.ofContact': async ({ tx }, { contactId, limit }) => {
    const { sql, tenantId } = tx;
    const rows = await sql
      .selectFrom('orders')
      .select(['id', 'external_id', 'content', 'erp_updated_at'])
      .where('tenant_id', '=', tenantId)
      .where('contact_id', '=', await currentContactId(tx, contactId))
      .orderBy('placed_on', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    const skus = new Set(rows.flatMap(({ content }) => content.lines.map(({ sku }) => sku)));
    const stock = await sql
      .selectFrom('stock')
      .select(['sku', 'available', 'expected_on'])
      .where('tenant_id', '=', tenantId)
      .where('sku', '=', (eb) => eb.fn.any(eb.val([...skus])))
      .orderBy('sku')
      .execute();
    return {
      orders: rows.map(asView),
      stock: stock.map(({ sku, available, expected_on: expectedOn }) => ({
        sku,
        available,
        expectedOn,
      })),
    };
  },
};

function asView(
  row: Pick<Selectable<Orders>, 'id' | 'external_id' | 'content' | 'erp_updated_at'>,
) {
  const { id, external_id: externalId, content, erp_updated_at: updatedAt } = row;
  return { ...content, id, externalId, updatedAt };
}
