import type { Parts } from '../../parts.ts';
import type { ListedMessage, ProviderAccount, StatusUpdate } from '../../providers/provider.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { isUnstorable } from '../../db/transient.ts';
import type { Receipt, Received } from '../conversations/receive.ts';
import { priceListed } from '../billing/books/price-listed.ts';
import { correctDate, LATE_MS } from './correct-date.ts';
import { withoutErased } from '../erasure/suppress.ts';
import { readMark } from '../retention/kept.ts';
import { receiveTogether } from '../conversations/receive-together.ts';

/** What the back-fill hands to the sending of messages. */
export interface BackfillSink {
  readonly applyStatus: (
    tx: TenantTransaction,
    status: StatusUpdate & {
      readonly account: ProviderAccount;
      readonly token: null;
      /** ms on the relay's clock. */
      readonly now: number;
    },
  ) => Promise<unknown>;
  readonly wake: () => void;
}

type BackfillParts = Pick<Parts, 'store' | 'clock' | 'provider' | 'log'>;

/**
 * Stores what the relay does not have of these messages: customers' messages with the provider's
 * own date, also where a late webhook brought them, and the statuses of what it has
 * sent, with prices. What others have sent is left alone.
 *
 * @returns how many messages were new
 * @throws if something could not be stored that may be stored later
 */
export async function storePage(
  parts: BackfillParts,
  sink: BackfillSink,
  account: ProviderAccount,
  messages: readonly ListedMessage[],
): Promise<number> {
  const known = await knownOf(parts, account, messages);
  // What the tenant has let go must not come back from the provider.
  const mark = await parts.store.inTenant(account.tenantId, readMark);
  const goneBefore = mark?.messagesBefore ?? 0;
  const unknown = messages.filter(
    ({ providerSid, createdAt }) => !known.has(providerSid) && createdAt >= goneBefore,
  );
  const missing = await parts.store.inTenant(account.tenantId, (tx) => withoutErased(tx, unknown));
  const added = await addInbound(parts, account, missing);
  let moved = 0;
  for (const { providerSid, direction, status, errorCode, createdAt } of messages) {
    const before = known.get(providerSid);
    if (before?.direction === 'inbound' && before.at > createdAt + LATE_MS) {
      await parts.store.inTenant(account.tenantId, (tx) => correctDate(tx, providerSid, createdAt));
    }
    if (direction !== 'outbound' || before?.direction !== 'outbound') continue;
    if (status === 'received' || before.status === status) continue;
    const now = parts.clock.now();
    await parts.store.inTenant(account.tenantId, (tx) =>
      sink.applyStatus(tx, {
        kind: 'status',
        providerSid,
        status,
        errorCode,
        account,
        token: null,
        now,
      }),
    );
    moved += 1;
  }
  if (moved > 0) sink.wake();
  await priceListed(parts, account.tenantId, messages);
  return added;
}

async function knownOf(
  { store }: BackfillParts,
  { tenantId }: ProviderAccount,
  messages: readonly ListedMessage[],
) {
  if (messages.length === 0) return new Map<string, never>();
  const rows = await store.inTenant(tenantId, ({ sql }) =>
    sql
      .selectFrom('messages')
      .select(['provider_sid', 'direction', 'status', 'at'])
      .where('tenant_id', '=', tenantId)
      .where(
        'provider_sid',
        'in',
        messages.map(({ providerSid }) => providerSid),
      )
      .execute(),
  );
  return new Map(rows.map((row) => [row.provider_sid ?? '', row]));
}

async function addInbound(
  parts: BackfillParts,
  account: ProviderAccount,
  missing: readonly ListedMessage[],
): Promise<number> {
  const receipts: Receipt[] = [];
  for (const { inbound, mediaCount, createdAt, providerSid } of missing) {
    if (inbound === null) continue;
    const media = mediaCount === 0 ? [] : await parts.provider.listMedia(account, providerSid);
    receipts.push({
      accountId: account.id,
      message: { ...inbound, media },
      receivedAt: parts.clock.now(),
      providerDate: createdAt,
    });
  }
  // The list has the newest first; people are to be met in the order in which they wrote.
  const told = receipts.toReversed().map((receipt) => {
    const { promise, resolve, reject } = Promise.withResolvers<Received>();
    const { tenantId } = account;
    return { promise, incoming: { tenantId, receipt, stored: resolve, failed: reject } };
  });
  const outcomes = Promise.allSettled(told.map(({ promise }) => promise));
  await receiveTogether(
    parts,
    told.map(({ incoming }) => incoming),
  );
  let added = 0;
  for (const outcome of await outcomes) {
    if (outcome.status === 'fulfilled') {
      if (outcome.value === 'stored') added += 1;
    } else if (isUnstorable(outcome.reason)) {
      // No repetition helps, and the rest must not wait for it.
      parts.log.error({ event: 'backfill_message_unstorable', err: outcome.reason });
    } else {
      throw outcome.reason;
    }
  }
  return added;
}
