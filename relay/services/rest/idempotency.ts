import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ApiKeyId } from '../../../shared/contract/ids.ts';
import { refusal, type Refusal } from '../../../shared/contract/errors.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { canonicalJson } from '../commands/canonical.ts';

/* A request that carries an `Idempotency-Key` is done once: the same again within a day gets the
 * same answer. Its row and what it does are one transaction, so that a crash leaves both or none. */

/** How long an answer is kept, in ms. */
export const ANSWERS_KEPT_MS = 24 * 60 * 60_000;

const NO_ANSWER_YET = 'null';

const kept = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal }),
]);
/** What a request was answered: the body of its answer, or why it was refused. */
export type RestOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Refusal };

export interface RestRequest {
  readonly apiKey: ApiKeyId;
  readonly idempotencyKey: string;
  /** SHA-256 of all that was asked. */
  readonly hash: Buffer;
  readonly now: number;
}

/** SHA-256 of a route and all that it was given. */
export function hashRequest(route: string, input: unknown): Buffer {
  return createHash('sha256')
    .update(canonicalJson([route, input]))
    .digest();
}

/**
 * Claims the key for this request. A second claim at the same time waits until the first
 * transaction has ended.
 *
 * @returns whether the request is to be done
 */
export async function claimRequest(
  { sql, tenantId }: TenantTransaction,
  { apiKey, idempotencyKey, hash, now }: RestRequest,
): Promise<boolean> {
  const values = { request_hash: hash, at: now, answer: NO_ANSWER_YET };
  const { numInsertedOrUpdatedRows: claimed } = await sql
    .insertInto('api_requests')
    .values({
      tenant_id: tenantId,
      api_key_id: apiKey,
      idempotency_key: idempotencyKey,
      ...values,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'api_key_id', 'idempotency_key'])
        .doUpdateSet(values)
        .where('api_requests.at', '<=', now - ANSWERS_KEPT_MS),
    )
    .executeTakeFirst();
  return claimed === 1n;
}

/** What this very request was answered before; null where the key stands for another. */
export async function earlierOutcome(
  { sql, tenantId }: TenantTransaction,
  { apiKey, idempotencyKey, hash }: RestRequest,
): Promise<RestOutcome | null> {
  const row = await sql
    .selectFrom('api_requests')
    .select(['request_hash', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('api_key_id', '=', apiKey)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirstOrThrow();
  return row.request_hash.equals(hash) ? kept.parse(row.answer) : null;
}

/** Keeps the outcome for a repetition. */
export async function keepOutcome(
  { sql, tenantId }: TenantTransaction,
  { apiKey, idempotencyKey }: RestRequest,
  outcome: RestOutcome,
): Promise<void> {
  await sql
    .updateTable('api_requests')
    .set({ answer: JSON.stringify(outcome) })
    .where('tenant_id', '=', tenantId)
    .where('api_key_id', '=', apiKey)
    .where('idempotency_key', '=', idempotencyKey)
    .execute();
}
