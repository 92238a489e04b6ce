import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { applying } from './cache/applying.ts';
import { buildBigCache } from './cache/big.ts';
import { reading } from './cache/reading.ts';
import { report } from './support/report.ts';

/* `npm run bench:cache`: the desktop's cache with 20,000 conversations and 1,000,000 messages.
 * CASEMENT_BENCH_CONVERSATIONS makes it smaller, to try the benchmark itself. */

const conversations = Number(process.env['CASEMENT_BENCH_CONVERSATIONS'] ?? 20_000);
const folder = await mkdtemp(join(tmpdir(), 'casement-bench-'));
try {
  const started = performance.now();
  const big = buildBigCache(folder, conversations);
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const rows = [...(await applying(big, conversations * 5, 3)), ...(await reading(big))];
  report('cache', rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}
