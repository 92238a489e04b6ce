import type { EndpointId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { loadEvent, type StoredEvent } from './load-event.ts';

/** Longer than an attempt can take: who has not told the outcome by then has died. */
const LEASE_MS = 30_000;

/** A delivery that nobody else attempts while the lease lasts. */
export interface Claimed {
  readonly number: number;
  readonly endpointId: EndpointId;
  readonly url: string;
  /** Sealed, under the endpoint's id. */
  readonly secret: Buffer;
  readonly eventId: StoredEvent['id'];
  readonly body: string;
  /** With this one, of all time: an outcome counts only for the latest. */
  readonly attempts: number;
  /** With this one, since it was put down or replayed. */
  readonly tries: number;
}

/** Takes a delivery that is due; null where another relay has it, or its endpoint is off. */
export async function claimDelivery(
  tx: TenantTransaction,
  number: number,
  now: number,
): Promise<Claimed | null> {
  const row = await tx.sql
    .updateTable('deliveries as d')
    .from('endpoints as e')
    .set((eb) => ({
      due_at: now + LEASE_MS,
      attempts: eb('d.attempts', '+', 1),
      tries: eb('d.tries', '+', 1),
    }))
    .where('d.tenant_id', '=', tx.tenantId)
    .where('d.number', '=', number)
    .where('d.state', '=', 'waiting')
    .where('d.due_at', '<=', now)
    .whereRef('e.tenant_id', '=', 'd.tenant_id')
    .whereRef('e.id', '=', 'd.endpoint_id')
    .where('e.is_on', '=', true)
    .returning(['d.event_id', 'd.attempts', 'd.tries', 'e.id', 'e.url', 'e.secret'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const event = await tx.sql
    .selectFrom('outgoing_events')
    .select(['id', 'type', 'at', 'facts'])
    .where('tenant_id', '=', tx.tenantId)
    .where('id', '=', row.event_id)
    .executeTakeFirstOrThrow();
  return {
    number,
    endpointId: row.id,
    url: row.url,
    secret: row.secret,
    eventId: row.event_id,
    body: await loadEvent(tx, event),
    attempts: row.attempts,
    tries: row.tries,
  };
}
