import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

/* `npm run package`: builds the product and packs it for this system; what follows `--` goes to
 * electron-builder, such as `--dir` for the unpacked program alone, or `--win --arm64`. */

const root = join(import.meta.dirname, '..');
const runner = join(root, 'scripts/run.cjs');

function run(command: readonly string[]): number {
  const { status } = spawnSync(process.execPath, [runner, ...command], {
    cwd: root,
    stdio: 'inherit',
  });
  return status ?? 1;
}

const built = run(['electron-vite', 'build']);
process.exitCode =
  built === 0 ? run(['electron-builder', '--publish', 'never', ...process.argv.slice(2)]) : built;
