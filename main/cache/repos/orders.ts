import { type KeptOrders, keptOrders } from '../../../shared/contract/bridge/orders.ts';
import type { ContactId } from '../../../shared/contract/ids.ts';
import type { Db } from '../sqlite.ts';

/** Of more contacts than this the orders are not kept: those that were asked for longest ago go. */
const MOST_CONTACTS = 2_000;

/** The last orders of contacts, as the relay told them. */
export interface OrdersRepo {
  /** Null: nothing is known, or nothing that can be read. */
  readonly of: (contactId: ContactId) => KeptOrders | null;
  readonly put: (contactId: ContactId, orders: KeptOrders) => void;
}

/**
 * The orders of this file.
 *
 * @param most of how many contacts they are kept
 */
export function createOrdersRepo(db: Db, most = MOST_CONTACTS): OrdersRepo {
  const one = db
    .prepare<[string], string>('select json from contact_order where contact_id = ?')
    .pluck();
  const write = db.prepare<[string, number, string]>(`
    insert into contact_order (contact_id, as_of, json) values (?, ?, ?)
    on conflict (contact_id) do update set as_of = excluded.as_of, json = excluded.json
  `);
  const trim = db.prepare<[number]>(`
    delete from contact_order where contact_id in
      (select contact_id from contact_order order by as_of desc limit -1 offset ?)
  `);
  return {
    of: (contactId) => {
      const json = one.get(contactId);
      if (json === undefined) return null;
      // What an older version kept may have another form: it is asked anew.
      return keptOrders.safeParse(JSON.parse(json)).data ?? null;
    },
    put: (contactId, orders) => {
      write.run(contactId, orders.asOf, JSON.stringify(orders));
      trim.run(most);
    },
  };
}
