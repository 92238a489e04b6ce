import type { ConversationId } from '../../../shared/contract/ids.ts';
import { usageBefore, usageKey, usageKeys } from '../../../shared/domain/billing/bill.ts';
import type { BillingEvent } from '../../../shared/domain/billing/charge.ts';
import type { Billed } from '../../../shared/domain/billing/engine.ts';
import { NOTHING_YET, type PairState, type Usage } from '../../../shared/domain/billing/state.ts';
import type { Tariff } from '../../../shared/domain/billing/tariff.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChangedMessage } from './changed-messages.ts';

/** What is known before each message, as it is read, gone on with and kept. */
export interface StoredState {
  readonly pairOf: (message: ChangedMessage) => PairState;
  readonly usageOf: (event: BillingEvent) => Usage;
  readonly keep: (message: ChangedMessage, billed: Billed) => void;
  /** Writes what was kept. */
  readonly save: () => Promise<void>;
}

/** What is known of a conversation before its next message. */
export async function loadPairs(
  { sql: db, tenantId }: TenantTransaction,
  conversations: readonly ConversationId[],
): Promise<Map<ConversationId, PairState>> {
  const rows = await db
    .selectFrom('billing_pairs')
    .select(['conversation_id', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', 'in', conversations)
    .execute();
  return new Map(rows.map(({ conversation_id: id, state }) => [id, state]));
}

/** How much of allowances and volumes is used up, by key. */
export async function loadUsage(
  { sql: db, tenantId }: TenantTransaction,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('billing_usage')
    .select(['key', 'count'])
    .where('tenant_id', '=', tenantId)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map(({ key, count }) => [key, count]));
}

/** Loads the state before these messages, which are not none. */
export async function loadState(
  tx: TenantTransaction,
  messages: readonly ChangedMessage[],
  tariff: Tariff,
): Promise<StoredState> {
  const { sql: db, tenantId } = tx;
  const keys = messages.flatMap(({ event }) => (event === null ? [] : usageKeys(event, tariff)));
  const conversations = messages.map(({ conversationId }) => conversationId);
  const pairs = await loadPairs(tx, [...new Set(conversations)]);
  const used =
    keys.length === 0 ? new Map<string, number>() : await loadUsage(tx, [...new Set(keys)]);
  const newPairs = new Set<ConversationId>();
  const newUsed = new Set<string>();

  return {
    pairOf: ({ conversationId: id }) => pairs.get(id) ?? NOTHING_YET,
    usageOf: (event) => usageBefore(event, tariff, used),
    keep: (message, { after, used: what }) => {
      pairs.set(message.conversationId, after);
      newPairs.add(message.conversationId);
      if (what === null || message.event === null) return;
      const key = usageKey(what, message.event, tariff);
      used.set(key, (used.get(key) ?? 0) + 1);
      newUsed.add(key);
    },
    save: async () => {
      const pairRows = [...newPairs].map((id) => ({
        tenant_id: tenantId,
        conversation_id: id,
        state: JSON.stringify(pairs.get(id) ?? NOTHING_YET),
      }));
      if (pairRows.length > 0) {
        await db
          .insertInto('billing_pairs')
          .values(pairRows)
          .onConflict((conflict) =>
            conflict
              .columns(['tenant_id', 'conversation_id'])
              .doUpdateSet((row) => ({ state: row.ref('excluded.state') })),
          )
          .execute();
      }
      const usedRows = [...newUsed].map((key) => ({
        tenant_id: tenantId,
        key,
        count: used.get(key) ?? 0,
      }));
      if (usedRows.length > 0) {
        await db
          .insertInto('billing_usage')
          .values(usedRows)
          .onConflict((conflict) =>
            conflict
              .columns(['tenant_id', 'key'])
              .doUpdateSet((row) => ({ count: row.ref('excluded.count') })),
          )
          .execute();
      }
    },
  };
}
