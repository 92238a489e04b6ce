import { sql } from 'kysely';
import type { TenantId } from '../../../../shared/contract/ids.ts';
import type { Parts } from '../../../parts.ts';
import type { BackfillSink } from '../../backfill/store-page.ts';
import { openAccount } from '../../sending/release.ts';
import { STALE_MS } from '../reservations.ts';

const AT_A_TIME = 20;
const AGAIN_MS = 24 * 3_600_000;

interface Stale {
  readonly sid: string;
  readonly accountId: string;
}

/**
 * Looks up, once a day, what became of messages that something has been reserved for for days: the
 * status that the provider tells then settles them as its callback would have.
 *
 * @returns how many were looked up
 */
export async function lookUpStale(
  parts: Pick<Parts, 'store' | 'clock' | 'provider' | 'vault'>,
  { applyStatus }: Pick<BackfillSink, 'applyStatus'>,
  tenant: TenantId,
): Promise<number> {
  const { store, clock, provider, vault } = parts;
  const stale = await store.inTenant(tenant, ({ sql: db }) => takeStale(db, tenant, clock.now()));
  for (const { sid, accountId } of stale) {
    const account = await store.inTenant(tenant, (tx) => openAccount(tx, vault, accountId));
    const found = account === null ? null : await provider.fetchMessage(account, sid);
    if (account === null || found === null || found.status === 'received') continue;
    const { status, errorCode } = found;
    await store.inTenant(tenant, (tx) =>
      applyStatus(tx, {
        kind: 'status',
        providerSid: sid,
        status,
        errorCode,
        account,
        token: null,
        now: clock.now(),
      }),
    );
  }
  return stale.length;
}

async function takeStale(
  db: Parameters<Parameters<Parts['store']['inTenant']>[1]>[0]['sql'],
  tenant: TenantId,
  now: number,
): Promise<readonly Stale[]> {
  const { rows } = await sql<Stale>`
    WITH taken AS (
      UPDATE reservations r SET looked_at = ${now},
        reconciling_since = coalesce(r.reconciling_since, ${now})
      WHERE r.tenant_id = ${tenant} AND r.message_id IN (
        SELECT d.message_id FROM reservations d
        WHERE d.tenant_id = ${tenant} AND d.state = 'held' AND d.held_at < ${now - STALE_MS}
          AND (d.looked_at IS NULL OR d.looked_at <= ${now - AGAIN_MS})
        ORDER BY d.held_at LIMIT ${AT_A_TIME} FOR UPDATE SKIP LOCKED)
      RETURNING r.message_id)
    SELECT m.provider_sid AS sid, s.provider_account_id AS "accountId"
    FROM taken t
    JOIN messages m ON m.tenant_id = ${tenant} AND m.id = t.message_id
    JOIN conversations c ON c.tenant_id = ${tenant} AND c.id = m.conversation_id
    JOIN senders s ON s.tenant_id = ${tenant} AND s.id = c.sender_id
    WHERE m.provider_sid IS NOT NULL`.execute(db);
  return rows;
}
