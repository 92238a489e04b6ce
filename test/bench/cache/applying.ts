import { setTimeout as wait } from 'node:timers/promises';
import type { Change } from '../../../shared/contract/records.ts';
import { RELAY_SCHEMAS } from '../../../shared/contract/relay.ts';
import { readSyncState } from '../../../main/sync/sync-state.ts';
import { median, percentile } from '../support/statistics.ts';
import type { Row } from '../support/report.ts';
import { aBacklog } from './backlog.ts';
import { insertBare } from './bare.ts';
import { type BigCache, EPOCH } from './big.ts';
import { type BenchCore, benchCore } from './core.ts';

const PAGE = 500;
/** A call is made so often while the backlog is applied, ms: as a person who clicks fast. */
const EVERY = 20;

/** The pages of a backlog as JSON, by the number after which they begin. */
function pagesOf(changes: readonly Change[]): ReadonlyMap<number, string> {
  const pages = new Map<number, string>();
  let from = 10;
  for (let index = 0; index < changes.length; index += PAGE) {
    const page = changes.slice(index, index + PAGE);
    const number = page.at(-1)?.number ?? from;
    const more = index + PAGE < changes.length;
    pages.set(from, JSON.stringify({ changes: page, next: { epoch: EPOCH, number }, more }));
    from = number;
  }
  return pages;
}

interface Applied {
  readonly seconds: number;
  readonly calls: readonly number[];
}

/** Lets a core pull the whole backlog, with calls of the page in between or without. */
async function applyWithCore(
  big: BigCache,
  name: string,
  changes: readonly Change[],
  calling: boolean,
): Promise<Applied> {
  const cache = big.copy(name);
  const pages = pagesOf(changes);
  const last = changes.at(-1)?.number ?? 0;
  const core = benchCore(cache, big.who, (call, input) => {
    if (call === 'time') return JSON.stringify({ serverTime: Date.now() });
    const { cursor } = RELAY_SCHEMAS.pull.input.parse(input);
    const end = { changes: [], next: { epoch: EPOCH, number: last }, more: false };
    return pages.get(cursor.number) ?? JSON.stringify(end);
  });
  const done = (): boolean => readSyncState(cache.meta)?.cursor.number === last;
  const calls: number[] = [];
  const started = performance.now();
  core.welcomed({ epoch: EPOCH, number: last });
  for (let count = 1; !done(); count += 1) {
    // Measured from the moment when it was due: waiting for the core counts.
    const due = performance.now() + EVERY;
    await wait(EVERY);
    if (!calling) continue;
    await callOnce(core, big, count);
    calls.push(performance.now() - due);
  }
  const seconds = (performance.now() - started) / 1000;
  core.close();
  return { seconds, calls };
}

async function callOnce(core: BenchCore, { ids }: BigCache, count: number): Promise<void> {
  const conversationId = ids[(count * 7919) % ids.length];
  if (conversationId === undefined) throw new Error('the cache is empty');
  if (count % 4 === 0) {
    await core.call('inbox.list', { filter: 'all', sort: 'newest', before: null, limit: 50 });
  } else if (count % 4 === 1) await core.call('inbox.counts', {});
  else if (count % 4 === 2) await core.call('conversation.get', { conversationId });
  else await core.call('conversation.messages', { conversationId, before: null, limit: 50 });
}

/** `cache-apply` and `bridge-p99-while-applying-ms`. */
export async function applying(big: BigCache, size: number, runs: number): Promise<Row[]> {
  const ratios: number[] = [];
  const p99s: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const source = big.copy(`source-${String(run)}`);
    const changes = aBacklog(source, big.ids, size);
    source.close();
    const bare = big.copy(`bare-${String(run)}`);
    bare.close();
    const bareSeconds = insertBare(bare.path, big.key, changes);
    const alone = await applyWithCore(big, `alone-${String(run)}`, changes, false);
    const called = await applyWithCore(big, `called-${String(run)}`, changes, true);
    ratios.push(bareSeconds / alone.seconds);
    p99s.push(percentile(called.calls, 0.99));
    console.log(
      `apply: bare ${bareSeconds.toFixed(2)} s, core ${alone.seconds.toFixed(2)} s, ` +
        `with calls ${called.seconds.toFixed(2)} s; ${String(called.calls.length)} calls: ` +
        `p50 ${percentile(called.calls, 0.5).toFixed(1)}, p99 ${percentile(called.calls, 0.99).toFixed(1)} ms`,
    );
  }
  return [
    { name: 'cache-apply', value: median(ratios), unit: 'ratio', goal: 0.7, better: 'higher' },
    {
      name: 'bridge-p99-while-applying-ms',
      value: median(p99s),
      unit: 'ms',
      goal: 25,
      better: 'lower',
    },
  ];
}
