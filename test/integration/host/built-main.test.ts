import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/start/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = join(import.meta.dirname, '../../..');
const url = (path: string): string => pathToFileURL(join(root, path)).href;

/** Starts the built program in the stand-in, calls it as its page does, and quits. */
const VISIT = `
  import { app, BrowserWindow, pageOf } from '${url('test/support/fake-electron/index.ts')}';
  await import('${url('out/main/index.js')}');
  while (BrowserWindow.all.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const [window] = BrowserWindow.all;
  const { ipcRenderer } = pageOf(window.webContents).electron;
  const call = (name, input) => ipcRenderer.invoke('casement', JSON.stringify({ name, input }));
  console.log(await call('app.bootstrap', {}));
  console.log(await call('settings.update', { theme: 'dark' }));
  app.once('quit', () => process.exit(0));
  window.close();
  app.emit('window-all-closed');`;

describe('the built program', () => {
  it('starts its core, answers its page and ends', async () => {
    await ensureBuilt(root, () => undefined);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--import',
        url('test/integration/host/electron-hooks.ts'),
        '--input-type=module',
        '-e',
        VISIT,
      ],
      {
        cwd: root,
        encoding: 'utf8',
        timeout: 50_000,
        env: { ...process.env, CASEMENT_DATA_DIR: await temporaryFolder() },
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    const [bootstrap, updated] = stdout.trim().split('\n');
    expect(JSON.parse(bootstrap ?? '')).toMatchObject({
      ok: true,
      value: {
        version: '1.2.3',
        profile: 'default',
        session: null,
        mediaBase: 'app://casement/media/',
      },
    });
    expect(JSON.parse(updated ?? '')).toMatchObject({ ok: true, value: { theme: 'dark' } });
  });
});
