import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

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
];
const TESTS = ['unit', 'contract', 'integration'] as const;

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
});

function run(command: readonly string[]): boolean {
  const runner = join(import.meta.dirname, 'run.cjs');
  const { status } = spawnSync(process.execPath, [runner, ...command], {
    cwd: root,
    stdio: 'inherit',
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

const { values } = parseArgs({ options: { 'checks-only': { type: 'boolean', default: false } } });
mkdirSync(results, { recursive: true });
const counts = [...CHECKS.map(check), ...(values['checks-only'] ? [] : TESTS.map(test))];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
