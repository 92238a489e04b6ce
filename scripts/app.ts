import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt } from './start/built.ts';

/* `npm run app`: the app alone, in a browser of this machine, for a relay that runs elsewhere.
 * What comes after `--` goes to it: `--profile`, `--port`. */

const root = join(import.meta.dirname, '..');
await ensureBuilt(root, () => console.log('Building the interface ...'));
const host = join(root, 'main/host/web/index.ts');
const child = spawn(process.execPath, [host, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl+C reaches both; this one waits for the app to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
