import type { Parts } from '../../parts.ts';
import { accountsOf } from '../accounts/accounts.ts';
import {
  type DueBackfill,
  finish,
  giveUp,
  type Lease,
  letGo,
  renew,
  takeUp,
} from './backfill-store.ts';
import { type BackfillSink, storePage } from './store-page.ts';
import { FAR_EVERY_MS, readFrom } from './timing.ts';

/** Tells, of one account, whether its list was read to the end. */
export type Reading = 'read' | 'failed' | 'not_ours';

export interface ReadOptions {
  /** ms between two readings. */
  readonly everyMs: number;
  /** Ends a reading between two pages; it begins anew later. */
  readonly stopping: () => boolean;
}

/**
 * Reads the list of an account's messages, newest first, down to where it was read before, and
 * stores what is missing. The place up to which it was read moves only after everything before it
 * was committed, so that a reading that is broken off loses nothing.
 */
export async function readAccount(
  parts: Parts,
  sink: BackfillSink,
  due: DueBackfill,
  options: ReadOptions,
): Promise<Reading> {
  const { store, clock, log, metrics } = parts;
  const taken = await takeUp(store, due, clock.now(), options.everyMs);
  if (taken === null) return 'not_ours';
  const held = { lease: taken };
  try {
    const added = await readPages(parts, sink, held, options);
    if (added === null) return 'not_ours';
    if (added > 0) {
      metrics.backfilled.inc(added);
      log.info({ event: 'messages_backfilled', accountId: due.account_id, messages: added });
    }
    return 'read';
  } catch (error) {
    log.warn(
      { event: 'backfill_failed', accountId: due.account_id, reason: String(error) },
      'the list of messages could not be read from the provider; it is read again later',
    );
    await giveUp(store, held.lease, clock.now(), options.everyMs);
    return 'failed';
  }
}

/** @returns how many messages were added; null where the reading was lost or broken off */
async function readPages(
  parts: Parts,
  sink: BackfillSink,
  held: { lease: Lease },
  { everyMs, stopping }: ReadOptions,
): Promise<number | null> {
  const { store, clock, provider } = parts;
  const { tenantId, accountId, readUpTo, farDueAt } = held.lease;
  const accounts = await store.inTenant(tenantId, (tx) => accountsOf(parts, tx));
  const account = accounts.find(({ id }) => id === accountId);
  if (account === undefined) return null;
  const startedAt = clock.now();
  const far = farDueAt <= startedAt;
  const from = readFrom(readUpTo, far, startedAt);
  let newest = readUpTo ?? from;
  let added = 0;
  for (let page: string | null = null; ;) {
    const { messages, next } = await provider.listMessages(account, page);
    added += await storePage(
      parts,
      sink,
      account,
      messages.filter(({ createdAt }) => createdAt >= from),
    );
    newest = messages.reduce((latest, { createdAt }) => Math.max(latest, createdAt), newest);
    if (next === null || messages.some(({ createdAt }) => createdAt < from)) break;
    page = next;
    if (stopping()) {
      await letGo(store, held.lease, clock.now());
      return null;
    }
    const lease = await renew(store, held.lease, clock.now(), everyMs);
    if (lease === null) return null;
    held.lease = lease;
  }
  await finish(store, held.lease, {
    dueAt: clock.now() + everyMs,
    readUpTo: newest,
    farDueAt: far ? startedAt + FAR_EVERY_MS : farDueAt,
  });
  return added;
}
