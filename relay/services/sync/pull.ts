import { RefusedError } from '../../../shared/contract/errors.ts';
import type { Change } from '../../../shared/contract/records.ts';
import { change } from '../../../shared/contract/records.ts';
import type { RelayParsed, RelayValue } from '../../../shared/contract/relay.ts';
import { loadContacts } from '../../db/records/contacts.ts';
import { asChange, loadChanges } from '../../db/records/load-changes.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { changesAfter, readLog } from './changed-things.ts';

/**
 * The changes after a cursor, by number. Each statement sees what was committed when it began,
 * so a row may have changed once more since it was listed: its newest number is then beyond the
 * page, and it is told when its turn comes.
 *
 * With a conversation comes its contact, although it may not have changed: while a desktop
 * fetches the inbox page by page, a new message takes a conversation from the pages that are
 * still to come to those that are done, and its contact would never be told.
 *
 * @throws {RefusedError} `resync_needed` for a cursor of another log, beyond the end of this one,
 *   or from before removals that are no longer kept
 */
export async function pull(
  tx: TenantTransaction,
  { cursor, limit }: RelayParsed<'pull'>,
): Promise<RelayValue<'pull'>> {
  // Before the list: what is committed between the two is beyond this end, and comes next time.
  const { head, completeFrom } = await readLog(tx);
  const isForeign = cursor.epoch !== head.epoch || cursor.number > head.number;
  if (isForeign || cursor.number < completeFrom) throw new RefusedError('resync_needed');
  const listed = await changesAfter(tx, cursor.number, limit);
  const last = listed.at(-1)?.number ?? cursor.number;
  const more = listed.length === limit;
  const number = more ? last : Math.max(last, head.number);
  const live = await loadChanges(
    tx,
    listed.filter(({ removed }) => !removed),
  );
  const removals: Change[] = listed
    .filter(({ removed }) => removed)
    .map((one) => change.parse({ ...one, record: null }));
  const changes = [...live, ...(await contactsBeside(tx, live)), ...removals]
    .filter((one) => one.number <= number)
    .toSorted((a, b) => a.number - b.number);
  return { changes, next: { epoch: head.epoch, number }, more };
}

/** The contacts of these conversations that are not among the changes themselves. */
async function contactsBeside(tx: TenantTransaction, changes: readonly Change[]) {
  const told = new Set(changes.map(({ id }) => id));
  const wanted = changes.flatMap((one) =>
    one.entity === 'conversation' && one.record !== null && !told.has(one.record.contactId)
      ? [one.record.contactId]
      : [],
  );
  if (wanted.length === 0) return [];
  const rows = await loadContacts(tx, [...new Set(wanted)]);
  return rows.map((row) => asChange('contact', row.number, row.record));
}
