import { sql } from 'kysely';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ProviderStatus } from '../../providers/provider.ts';
import { RECONCILE_MS } from './timing.ts';

/* Steps of several sends in one statement each (migration 13). Conversations, messages and sends
 * are locked by the caller. */

interface Place {
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
}

/**
 * Which of these messages wait behind an earlier one of their conversation. One in doubt is waited
 * for until a minute after its call, whatever has become of it by then.
 *
 * @param now ms on the relay's clock
 */
export async function behindAnother(
  { sql: db, tenantId }: TenantTransaction,
  messages: readonly (Place & { readonly place: number })[],
  now: number,
): Promise<ReadonlySet<MessageId>> {
  if (messages.length === 0) return new Set();
  const { rows } = await sql<{ readonly id: MessageId }>`
    SELECT g.id FROM unnest(${messages.map(({ id }) => id)}::uuid[],
      ${messages.map(({ conversation_id }) => conversation_id)}::uuid[],
      ${messages.map(({ place }) => place)}::bigint[]) AS g(id, conversation_id, place)
    WHERE EXISTS (
      SELECT FROM sends earlier
      WHERE earlier.tenant_id = ${tenantId} AND earlier.conversation_id = g.conversation_id
        AND earlier.state IN ('queued', 'calling', 'in_doubt') AND earlier.place < g.place
        AND (earlier.state = 'queued' OR earlier.called_at > ${now - RECONCILE_MS})
      OFFSET 0)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Claims queued sends for a call to the provider each: an attempt is counted.
 *
 * @param now ms on the relay's clock
 * @param lostAt ms, from when on whoever made the call is taken to be gone
 */
export async function claimSends(
  tx: TenantTransaction,
  messages: readonly Place[],
  now: number,
  lostAt: number,
): Promise<void> {
  if (messages.length === 0) return;
  const { rows } = await sql<{ readonly id: ConversationId }>`
    SELECT id FROM claim_sends(${tx.tenantId}::uuid, ${idsOf(messages)}::uuid[],
      ${conversationsOf(messages)}::uuid[], ${now}::bigint, ${lostAt}::bigint) AS c(id)`.execute(
    tx.sql,
  );
  noteChanged(tx, messages, rows);
}

/** A message that the provider has taken. */
export interface Taken extends Place {
  readonly providerSid: string;
  readonly status: Extract<ProviderStatus, 'accepted' | 'sent'>;
}

/**
 * Which of these SIDs cannot simply be bound: another message has it, or a status of it has come
 * already. Nobody else binds them or stores a status of them before the transaction has ended.
 */
export async function knownSids(
  { sql: db, tenantId }: TenantTransaction,
  sids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sids.length === 0) return new Set();
  const sorted = sids.toSorted();
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tenantId} `} || sid, 0))
    FROM unnest(${sorted}::text[]) AS g(sid)`.execute(db);
  // Another statement: it sees what was committed while the locks were waited for.
  const { rows } = await sql<{ readonly sid: string }>`
    SELECT g.sid FROM unnest(${sorted}::text[]) AS g(sid)
    WHERE EXISTS (SELECT FROM messages m
        WHERE m.tenant_id = ${tenantId} AND m.provider_sid = g.sid OFFSET 0)
      OR EXISTS (SELECT FROM early_statuses e
        WHERE e.tenant_id = ${tenantId} AND e.provider_sid = g.sid OFFSET 0)`.execute(db);
  return new Set(rows.map(({ sid }) => sid));
}

/** Binds messages that are not bound yet. @param now ms on the relay's clock */
export async function bindSends(
  tx: TenantTransaction,
  messages: readonly Taken[],
  now: number,
): Promise<void> {
  if (messages.length === 0) return;
  const { rows } = await sql<{ readonly id: ConversationId }>`
    SELECT id FROM bind_sends(${tx.tenantId}::uuid, ${idsOf(messages)}::uuid[],
      ${conversationsOf(messages)}::uuid[], ${messages.map(({ providerSid }) => providerSid)}::text[],
      ${messages.map(({ status }) => status)}::text[], ${now}::bigint) AS c(id)`.execute(tx.sql);
  noteChanged(tx, messages, rows);
}

function idsOf(messages: readonly Place[]): MessageId[] {
  return messages.map(({ id }) => id);
}

function conversationsOf(messages: readonly Place[]): ConversationId[] {
  return messages.map(({ conversation_id }) => conversation_id);
}

function noteChanged(
  tx: TenantTransaction,
  messages: readonly Place[],
  conversations: readonly { readonly id: ConversationId }[],
): void {
  for (const { id } of messages) tx.changed('message', id);
  for (const { id } of conversations) tx.changed('conversation', id);
}
