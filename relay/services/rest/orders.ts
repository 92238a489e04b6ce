import { sql } from 'kysely';
import { RefusedError } from '../../../shared/contract/errors.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { OrderContent } from '../../../shared/contract/order.ts';
import type { ToldOrder } from '../../../shared/contract/rest/orders.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { lockNamedContacts } from '../orders/find-contacts.ts';
import { auditOrder } from '../orders/audit-order.ts';
import { saveMany } from '../orders/save-many.ts';
import { type OrderState, saveOrder } from '../orders/save-order.ts';
import { saveStock } from '../orders/save-stock.ts';
import { cursorAfter, page, placeOf } from './cursor.ts';
import type { RestHandlers } from './handler.ts';
import { iso } from './messages.ts';

type Names = 'orders.put' | 'orders.putMany' | 'orders.get' | 'orders.list' | 'stock.put';

/** Orders and stock for programs. */
export const orderRoutes: RestHandlers<Names> = {
  'orders.put': async ({ tx, now, audit }, { params, body }) => {
    const [contactId = null] = await lockNamedContacts(tx, [body.contact]);
    if (contactId === null) throw new RefusedError('contact_not_found');
    const saved = await saveOrder(tx, stateOf(params.externalId, contactId, body), now);
    await auditOrder(audit, saved, body.number);
    return { outcome: saved.outcome, order: await one(tx, params.externalId) };
  },

  'orders.putMany': async ({ tx, now, audit }, { body }) => {
    const named = body.orders.map(({ externalId, contact, updatedAt, ...content }) => ({
      externalId,
      contact,
      content,
      updatedAt: Date.parse(updatedAt),
    }));
    return { results: await saveMany(tx, audit, named, now) };
  },

  'orders.get': async ({ tx }, { params }) => one(tx, params.externalId),

  'orders.list': async ({ tx }, { query }) => {
    const { contactId, status, limit, cursor } = query;
    const from = placeOf(cursor);
    const rows = await select(tx)
      .$if(contactId !== undefined, (list) => list.where('contact_id', '=', contactId ?? null))
      .$if(status !== undefined, (list) => list.where('status', '=', status ?? null))
      .$if(from !== null, (list) => list.where(sql<boolean>`id < ${from?.[1]}::uuid`))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return page(rows, limit, asRest, ({ id }) => cursorAfter(0, id));
  },

  'stock.put': async ({ tx, now }, { params, body }) => {
    const { sku } = params;
    const updatedAt = Date.parse(body.updatedAt);
    return { sku, outcome: await saveStock(tx, { ...body, sku, updatedAt }, now) };
  },
};

function stateOf(
  externalId: string,
  contactId: ContactId,
  { contact: _named, updatedAt, ...content }: ToldOrder,
): OrderState {
  return { externalId, contactId, content, updatedAt: Date.parse(updatedAt) };
}

function select({ sql: db, tenantId }: TenantTransaction) {
  return db
    .selectFrom('orders')
    .select(['id', 'external_id', 'contact_id', 'content', 'erp_updated_at'])
    .where('tenant_id', '=', tenantId);
}

/** @throws {RefusedError} `order_not_found` */
async function one(tx: TenantTransaction, externalId: string) {
  const row = await select(tx).where('external_id', '=', externalId).executeTakeFirst();
  if (row === undefined) throw new RefusedError('order_not_found');
  return asRest(row);
}

function asRest(row: {
  readonly external_id: string;
  readonly contact_id: ContactId;
  readonly content: OrderContent;
  readonly erp_updated_at: number;
}) {
  return {
    ...row.content,
    externalId: row.external_id,
    contactId: row.contact_id,
    updatedAt: iso(row.erp_updated_at),
  };
}
