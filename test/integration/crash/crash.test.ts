import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { emptyDatabase } from '../../support/relay-database/test-database.ts';
import { smallPlan } from '../../support/soak/presets.ts';
import { runOnce } from '../../support/soak/run.ts';

/* Relay, core and simulator are killed while messages go out and come in and faults strike; then
 * an oracle that shares no code with the relay counts. `npm run soak` does the same for longer. */

const DRAWN = Math.floor(Math.random() * 1_000_000);

describe('kill -9 of relay, core and simulator', () => {
  it.concurrent.for([
    { seed: 12, relays: 2, cores: 2, embedded: false },
    { seed: 13, relays: 1, cores: 1, embedded: true },
    { seed: DRAWN, relays: 1, cores: 1, embedded: false },
  ])(
    'breaks no promise: seed $seed, $relays relay(s), $cores core(s), own database: $embedded',
    { timeout: 300_000 },
    async ({ seed, embedded, ...parts }, { expect, onTestFinished }) => {
      const folder = await realpath(await mkdtemp(join(tmpdir(), `casement-crash-${seed}-`)));
      const report = await runOnce({
        plan: smallPlan(seed, parts),
        folder,
        databaseUrl: embedded ? null : await emptyDatabase(onTestFinished),
        settlesWithin: 240_000,
        say: (line) => process.stdout.write(`${line}\n`),
      });
      expect(report.violations, `everything of this run is in ${folder}`).toEqual([]);
      // It was not a quiet run, also where the machine has much else to do.
      expect(report.kills.relay + report.kills.core + report.kills.simulator).toBeGreaterThan(3);
      expect(report.accepted).toBeGreaterThan(40);
      expect(report.written).toBeGreaterThan(60);
      await rm(folder, { recursive: true, force: true });
    },
  );
});
