import type { ContactId } from '../../../shared/contract/ids.ts';
import type { OrderContent } from '../../../shared/contract/order.ts';
import type { OrderOutcome, ToldOrder } from '../../../shared/contract/rest/orders.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { AuditNote } from '../audit/write-audit.ts';
import { auditOrder } from './audit-order.ts';
import { lockNamedContacts } from './find-contacts.ts';
import { saveOrder } from './save-order.ts';

/** An order of a batch. */
export interface NamedOrder {
  readonly externalId: string;
  readonly contact: ToldOrder['contact'];
  readonly content: OrderContent;
  /** ms by the ERP's clock. */
  readonly updatedAt: number;
}

/** What came of each order of a batch, in its order. */
export type BatchResults = {
  readonly externalId: string;
  readonly outcome: OrderOutcome | 'contact_not_found';
}[];

/**
 * Saves orders, each as by itself: one whose contact is not there leaves the others as they are.
 *
 * @param now ms on the relay's clock
 */
export async function saveMany(
  tx: TenantTransaction,
  audit: (note: AuditNote) => Promise<void>,
  orders: readonly NamedOrder[],
  now: number,
): Promise<BatchResults> {
  const contacts = await lockNamedContacts(
    tx,
    orders.map(({ contact }) => contact),
  );
  const known = orders.flatMap((order, at) => {
    const contactId: ContactId | null = contacts[at] ?? null;
    const { externalId, content, updatedAt } = order;
    return contactId === null ? [] : [{ externalId, contactId, content, updatedAt }];
  });
  const outcomes = new Map<string, OrderOutcome>();
  for (const state of known.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))) {
    const saved = await saveOrder(tx, state, now);
    await auditOrder(audit, saved, state.content.number);
    outcomes.set(state.externalId, saved.outcome);
  }
  return orders.map(({ externalId }) => ({
    externalId,
    outcome: outcomes.get(externalId) ?? 'contact_not_found',
  }));
}
