import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { inOrder } from '../sending/in-order.ts';
import { ANSWERS_KEPT_MS, type RestOutcome, type RestRequest } from './idempotency.ts';

/** A request that is done, with what it is answered. */
export interface Answered extends RestRequest {
  readonly outcome: RestOutcome;
}

/**
 * Claims several requests and keeps their answers at once. A claim of one of them elsewhere is
 * waited for.
 *
 * @param answered no two with the same key
 * @returns those that are to be done; nothing is kept of the others
 */
export async function claimAnswered<A extends Answered>(
  { sql: db, tenantId }: TenantTransaction,
  answered: readonly A[],
  now: number,
): Promise<readonly A[]> {
  // In the order of their keys, as everybody who claims several: nobody waits for who waits for it.
  const sorted = inOrder(answered, nameOf);
  const { rows } = await sql<{ readonly api_key_id: string; readonly idempotency_key: string }>`
    INSERT INTO api_requests AS r (tenant_id, api_key_id, idempotency_key, request_hash, at, answer)
    SELECT ${tenantId}::uuid, g.api_key, g.idempotency_key, g.hash, ${now}::bigint, g.answer::json
    FROM unnest(${sorted.map(({ apiKey }) => apiKey)}::uuid[],
      ${sorted.map(({ idempotencyKey }) => idempotencyKey)}::text[],
      ${sorted.map(({ hash }) => hash)}::bytea[],
      ${sorted.map(({ outcome }) => JSON.stringify(outcome))}::text[]) AS g(api_key, idempotency_key, hash, answer)
    ON CONFLICT (tenant_id, api_key_id, idempotency_key)
      DO UPDATE SET request_hash = excluded.request_hash, at = excluded.at, answer = excluded.answer
      WHERE r.at <= ${now - ANSWERS_KEPT_MS}
    RETURNING api_key_id, idempotency_key`.execute(db);
  const claimed = new Set(
    rows.map(({ api_key_id, idempotency_key }) => `${api_key_id} ${idempotency_key}`),
  );
  return answered.filter((one) => claimed.has(nameOf(one)));
}

/** What a request is told from others by, within a tenant. */
export function nameOf({ apiKey, idempotencyKey }: Pick<RestRequest, 'apiKey' | 'idempotencyKey'>) {
  return `${apiKey} ${idempotencyKey}`;
}
