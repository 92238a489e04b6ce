import { sql } from 'kysely';
import { z } from 'zod';
import type { ConversationId, MessageId } from '../../../shared/contract/ids.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ProviderAccount, ProviderStatus } from '../../providers/provider.ts';
import { lockSid, recordEvidence } from './evidence.ts';
import { lockConversation, lockMessage } from './send-store.ts';

/** A status as the provider's webhook brought it. */
export interface StatusNews {
  readonly account: Pick<ProviderAccount, 'id'>;
  readonly providerSid: string;
  /** From the callback's address; null where it has none. */
  readonly token: string | null;
  readonly status: ProviderStatus;
  readonly errorCode: number | null;
  /** ms on the relay's clock. */
  readonly now: number;
}

/** `early`: the message is not known yet, and the status is kept for it. */
export type Applied = 'applied' | 'seen' | 'early';

/**
 * Applies a status to its message, found by the send's token or by the SID. The dispatcher is to
 * be woken after the commit, as a later message may have waited for this one.
 */
export async function applyStatus(tx: TenantTransaction, news: StatusNews): Promise<Applied> {
  const token = z.uuid().safeParse(news.token);
  const byToken = token.success ? await findByToken(tx, token.data) : undefined;
  if (byToken !== undefined) {
    const applied = await applyTo(tx, byToken, news);
    if (applied !== 'taken') return applied;
  }
  const bySid = await findBySid(tx, news.providerSid);
  if (bySid !== undefined) return settled(await applyTo(tx, bySid, news));
  await lockSid(tx, news.providerSid);
  // Whoever held the lock may have bound it.
  const now = await findBySid(tx, news.providerSid);
  if (now !== undefined) return settled(await applyTo(tx, now, news));
  await keepForLater(tx, news);
  return 'early';
}

interface Found {
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
}

async function applyTo(
  tx: TenantTransaction,
  { id, conversation_id }: Found,
  { providerSid, status, errorCode, now }: StatusNews,
) {
  const conversation = await lockConversation(tx, conversation_id);
  const message = await lockMessage(tx, id);
  if (conversation === undefined || message === undefined) return 'seen';
  return recordEvidence(tx, conversation, message, { providerSid, status, errorCode, now });
}

function settled(recorded: 'applied' | 'seen' | 'taken'): Applied {
  return recorded === 'taken' ? 'seen' : recorded;
}

function findByToken({ sql: db, tenantId }: TenantTransaction, token: string) {
  return db
    .selectFrom('sends')
    .select(['message_id as id', 'conversation_id'])
    .where('tenant_id', '=', tenantId)
    .where('token', '=', token)
    .executeTakeFirst();
}

function findBySid({ sql: db, tenantId }: TenantTransaction, sid: string) {
  return db
    .selectFrom('messages')
    .select(['id', 'conversation_id'])
    .where('tenant_id', '=', tenantId)
    .where('provider_sid', '=', sid)
    .where('direction', '=', 'outbound')
    .executeTakeFirst();
}

async function keepForLater(
  { sql: db, tenantId }: TenantTransaction,
  { account, providerSid, status, errorCode, now }: StatusNews,
): Promise<void> {
  await db
    .insertInto('early_statuses')
    .values({
      tenant_id: tenantId,
      provider_account_id: account.id,
      provider_sid: providerSid,
      status,
      error_code: errorCode,
      received_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'provider_sid', 'status']).doUpdateSet({
        error_code: sql<number | null>`greatest(early_statuses.error_code, excluded.error_code)`,
      }),
    )
    .execute();
}
