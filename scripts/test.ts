import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ensureChromium } from './chromium.ts';

/* Everything that must hold before a change lands, in the order of how fast it fails.
 * All of it runs even if something fails, and the last line counts: a check is one, a
 * test is one. */

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const root = join(import.meta.dirname, '..');
const results = join(root, '.cache', 'test-results');

const CHECKS: readonly (readonly [name: string, ...command: string[]])[] = [
  ['format', 'prettier', '--check', '.'],
  ['lint', 'oxlint', '--deny-warnings'],
  ['types', 'tsc', '-b'],
  ['unused code', 'knip'],
];
const TESTS = ['unit', 'contract', 'integration'] as const;

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
});

const browserSuite = z.object({
  specs: z.array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  get suites() {
    return z.array(browserSuite).optional();
  },
});
type BrowserSuite = z.infer<typeof browserSuite>;

const browserReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  suites: z.array(browserSuite),
});

/** The tests that passed only at the second try. */
function flakyOf(suites: readonly BrowserSuite[]): readonly string[] {
  return suites.flatMap(({ specs, suites: within = [] }) => [
    ...specs.flatMap(({ title, tests }) =>
      tests.some(({ status }) => status === 'flaky') ? [title] : [],
    ),
    ...flakyOf(within),
  ]);
}

function run(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): boolean {
  const runner = join(import.meta.dirname, 'run.cjs');
  const { status } = spawnSync(process.execPath, [runner, ...command], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

function check([name, ...command]: readonly [string, ...string[]]): Count {
  console.log(`\n== ${name}`);
  return run(command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function test(project: string): Count {
  console.log(`\n== ${project} tests`);
  const file = join(results, `${project}.json`);
  rmSync(file, { force: true });
  const ended = run([
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  try {
    const {
      numPassedTests: passed,
      numFailedTests,
      success,
    } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    // A file that could not be loaded, or an error between tests, fails without a failed test.
    const failed = numFailedTests === 0 && !(ended && success) ? 1 : numFailedTests;
    return { passed, failed };
  } catch (error) {
    console.error(`The ${project} tests left no result: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

/** Browser tests that passed only at the second try. */
const flaky: string[] = [];

/** The browser tests, on what a build would ship. Left out, and said so, where no browser can be had. */
function browserTests(): Count {
  console.log('\n== browser tests');
  const chromium = ensureChromium();
  if ('missing' in chromium) {
    console.log(`Left out: the browser tests, because ${chromium.missing}.`);
    return { passed: 0, failed: 0 };
  }
  if (!run(['electron-vite', 'build', '--logLevel', 'warn'])) return { passed: 0, failed: 1 };
  const file = join(results, 'e2e.json');
  rmSync(file, { force: true });
  const ended = run(['playwright', 'test'], { CHROMIUM_PATH: chromium.path });
  try {
    const { stats, suites } = browserReport.parse(JSON.parse(readFileSync(file, 'utf8')));
    flaky.push(...flakyOf(suites));
    const failed = stats.unexpected;
    return { passed: stats.expected + stats.flaky, failed: failed === 0 && !ended ? 1 : failed };
  } catch (error) {
    console.error(`The browser tests left no result: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

const { values } = parseArgs({ options: { 'checks-only': { type: 'boolean', default: false } } });
mkdirSync(results, { recursive: true });
const counts = [
  ...CHECKS.map(check),
  ...(values['checks-only'] ? [] : [...TESTS.map(test), browserTests()]),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
for (const title of flaky) console.log(`\nFLAKY, passed only at the second try: ${title}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
