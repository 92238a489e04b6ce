import type { BridgeCall, BridgeInput } from '../../../shared/contract/bridge.ts';
import { median, percentile } from '../support/statistics.ts';
import type { Row } from '../support/report.ts';
import { type BigCache, COMMON_WORD, RARE_WORD } from './big.ts';
import { type BenchCore, benchCore } from './core.ts';

const CALLS = 300;
const RUNS = 3;

async function p95<C extends BridgeCall>(
  core: BenchCore,
  name: C,
  input: (count: number) => BridgeInput<C>,
): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const samples: number[] = [];
    for (let count = 0; count < CALLS; count += 1) {
      const given = input(run * CALLS + count);
      const started = performance.now();
      await core.call(name, given);
      samples.push(performance.now() - started);
    }
    runs.push(percentile(samples, 0.95));
  }
  return median(runs);
}

function row(name: string, value: number, goal: number): Row {
  return { name, value, unit: 'ms', goal, better: 'lower' };
}

/** The rows of opening and searching, as calls of the bridge on an idle core. */
export async function reading(big: BigCache): Promise<Row[]> {
  const core = benchCore(big.copy('reading'), big.who, () => '{}');
  const { ids } = big;
  const find = (text: string) =>
    p95(core, 'search.find', () => ({ text, before: null, limit: 20 }));
  const rows = [
    row(
      'inbox-first-50-p95-ms',
      await p95(core, 'inbox.list', (count) => ({
        filter: 'all',
        sort: count % 2 === 0 ? 'newest' : 'window',
        before: null,
        limit: 50,
      })),
      3,
    ),
    row(
      'conversation-last-50-p95-ms',
      await p95(core, 'conversation.messages', (count) => {
        const conversationId = ids[(count * 7919) % ids.length];
        if (conversationId === undefined) throw new Error('the cache is empty');
        return { conversationId, before: null, limit: 50 };
      }),
      3,
    ),
    row('search-rare-p95-ms', await find(RARE_WORD), 10),
    row('search-common-p95-ms', await find(COMMON_WORD), 10),
    row('search-prefix-p95-ms', await find(COMMON_WORD.slice(0, 2)), 10),
  ];
  core.close();
  return rows;
}
