import type { AuditNote } from '../audit/write-audit.ts';
import type { SavedOrder } from './save-order.ts';

/**
 * Puts down that an order has come, got another state, or belongs to another contact. What an ERP
 * tells beside that, such as a tracking number, would be a flood.
 *
 * @param number the order's, as the customer knows it
 */
export async function auditOrder(
  audit: (note: AuditNote) => Promise<void>,
  { id, moved }: SavedOrder,
  number: string,
): Promise<void> {
  if (moved === null) return;
  const subject = { kind: 'order', id, label: number };
  await audit({ subject, before: moved.before && { ...moved.before }, after: { ...moved.after } });
}
