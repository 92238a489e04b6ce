import { RefusedError } from '../../../shared/contract/errors.ts';
import type { Change } from '../../../shared/contract/records.ts';
import { change } from '../../../shared/contract/records.ts';
import type { RelayParsed, RelayValue } from '../../../shared/contract/relay.ts';
import { loadChanges } from '../../db/records/load-changes.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { changesAfter, readHead } from './changed-things.ts';

/**
 * The changes after a cursor, by number. Each statement sees what was committed when it began,
 * so a row may have changed once more since it was listed: it is told as it is, with its newest
 * number, and again when its turn comes.
 *
 * @throws {RefusedError} `resync_needed` for a cursor of another log, or beyond the end of this one
 */
export async function pull(
  tx: TenantTransaction,
  { cursor, limit }: RelayParsed<'pull'>,
): Promise<RelayValue<'pull'>> {
  // Before the list: what is committed between the two is beyond this end, and comes next time.
  const head = await readHead(tx);
  if (cursor.epoch !== head.epoch || cursor.number > head.number) {
    throw new RefusedError('resync_needed');
  }
  const listed = await changesAfter(tx, cursor.number, limit);
  const live = listed.filter(({ removed }) => !removed);
  const removals: Change[] = listed
    .filter(({ removed }) => removed)
    .map(({ entity, id, number }) => change.parse({ entity, id, number, record: null }));
  const changes = [...(await loadChanges(tx, live)), ...removals].toSorted(
    (a, b) => a.number - b.number,
  );
  const last = listed.at(-1)?.number ?? cursor.number;
  const more = listed.length === limit;
  return {
    changes,
    next: { epoch: head.epoch, number: more ? last : Math.max(last, head.number) },
    more,
  };
}
