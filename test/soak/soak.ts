/* `npm run soak`: kills and faults for as long as one likes, judged afterwards. See docs/soak.md. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPrivatePostgres } from '../../relay/db/private-postgres/private-postgres.ts';
import { runOnce, type RunReport } from '../support/soak/run.ts';
import { smallPlan, soakPlan } from '../support/soak/presets.ts';
import { type SoakOptions, soakOptions } from './options.ts';

/** Of sends that nobody can know of, several may follow each other in a conversation, ms. */
const SETTLES_WITHIN = 10 * 60_000;

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

function tell(report: RunReport, folder: string): void {
  const { violations, ...counts } = report;
  say(JSON.stringify(counts));
  for (const { rule, what } of violations) say(`  BROKEN ${rule}: ${what}`);
  if (violations.length > 0) say(`  everything of this run is in ${folder}`);
}

async function once(
  options: SoakOptions,
  seed: number,
  folder: string,
  databaseUrl: string | null,
): Promise<RunReport> {
  // Several relays share a server of the operator's own.
  const relays = databaseUrl !== null && seed % 3 === 0 ? 2 : 1;
  return runOnce({
    plan: options.small
      ? smallPlan(seed, { relays, cores: relays })
      : soakPlan(seed, { ...options, relays }),
    folder,
    databaseUrl,
    settlesWithin: SETTLES_WITHIN,
    say,
  });
}

async function main(): Promise<number> {
  const options = soakOptions(process.argv.slice(2));
  const base = await realpath(await mkdtemp(join(tmpdir(), 'casement-soak-')));
  const server = await startPrivatePostgres({ folder: join(base, 'database') });
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  const ends = Date.now() + options.minutes * 60_000;
  let broken = 0;
  let ended = false;
  try {
    for (let { seed } = options; ; seed += 1) {
      const folder = join(base, `seed-${seed}`);
      await mkdir(folder, { mode: 0o700 });
      // Now and then the relay brings its own server, which outlives it.
      const embedded = options.embedded ?? seed % 4 === 1;
      if (!embedded) await client.query(`CREATE DATABASE soak_${seed}`);
      say(`seed ${seed}: starting${embedded ? ', the relay with its own database' : ''}`);
      const url = embedded ? null : server.url(`soak_${seed}`);
      const report = await once(options, seed, folder, url);
      tell(report, folder);
      broken += report.violations.length;
      if (report.violations.length === 0) await rm(folder, { recursive: true, force: true });
      if (Date.now() >= ends) break;
    }
    ended = true;
  } finally {
    await client.end();
    await server.stop();
    if (ended && broken === 0) await rm(base, { recursive: true, force: true });
    else say(`Everything of it is in ${base}`);
  }
  say(broken === 0 ? 'Nothing was broken.' : `${broken} promises were broken.`);
  return broken === 0 ? 0 : 1;
}

process.exitCode = await main();
