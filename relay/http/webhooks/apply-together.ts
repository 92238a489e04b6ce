import type { Store, TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ProviderAccount, StatusUpdate } from '../../providers/provider.ts';
import type { Waiting } from '../../gather.ts';

/** A status with what its callback's address says. */
export type StatusNews = StatusUpdate & {
  readonly account: ProviderAccount;
  /** The send's own token, where the callback carries one. */
  readonly token: string | null;
  /** ms on the relay's clock. */
  readonly now: number;
};

/** `early`: its message is not known yet. */
export type Applied = 'applied' | 'seen' | 'early';

/** What the webhooks hand to the sending of messages. */
export interface StatusSink {
  readonly applyStatus: (tx: TenantTransaction, status: StatusNews) => Promise<Applied>;
  /** A status may have let the next message of a conversation go. */
  readonly wake: () => void;
}

/**
 * Applies statuses of one tenant that came together, in one commit and in their order. Where that
 * fails, each is applied by itself: one of them must not keep the others out.
 */
export async function applyTogether(
  store: Store,
  sink: StatusSink,
  group: readonly Waiting<StatusNews, Applied>[],
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { tenantId } = first;
  try {
    const outcomes = await store.inTenant(tenantId, async (tx) => {
      if (group.length > 1) await lockConversations(tx, group);
      const applied: Applied[] = [];
      for (const { item } of group) applied.push(await sink.applyStatus(tx, item));
      return applied;
    });
    if (outcomes.includes('applied')) sink.wake();
    for (const [index, { done }] of group.entries()) done(outcomes[index] ?? 'seen');
  } catch (error) {
    if (group.length === 1) first.failed(error);
    else for (const each of group) await applyTogether(store, sink, [each]);
  }
}

/** In the order in which received messages lock them too, so that nobody waits in a circle. */
async function lockConversations(
  { sql, tenantId }: TenantTransaction,
  group: readonly Waiting<StatusNews, Applied>[],
): Promise<void> {
  const sids = group.map(({ item }) => item.providerSid);
  const tokens = group.flatMap(({ item }) => item.token ?? []);
  const bySid = sql
    .selectFrom('messages')
    .select('conversation_id')
    .where('tenant_id', '=', tenantId)
    .where('provider_sid', 'in', sids);
  const byToken = sql
    .selectFrom('sends')
    .select('conversation_id')
    .where('tenant_id', '=', tenantId)
    .where('token', 'in', tokens);
  await sql
    .selectFrom('conversations')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', tokens.length === 0 ? bySid : bySid.union(byToken))
    .orderBy('id')
    .forUpdate()
    .execute();
}
