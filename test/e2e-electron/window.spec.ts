import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type ElectronApplication, type Page } from 'playwright/test';
import { ensureBuilt } from '../../scripts/start/built.ts';
import { findElectron } from '../../scripts/start/electron-program.ts';

const root = join(import.meta.dirname, '../..');

let program: string | null = null;
let folder = '';
let electron: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  const found = await findElectron(
    root,
    {
      platform: process.platform,
      environment: process.env,
      account: process.getuid?.() ?? null,
    },
    () => undefined,
  );
  program = found.program;
  if (found.program === null) {
    process.stdout.write(`The tests in Electron are left out: ${found.why}.\n`);
  } else {
    await ensureBuilt(root, () => undefined);
  }
});

test.beforeEach(async () => {
  test.skip(program === null, 'Electron cannot run here');
  folder = await mkdtemp(join(tmpdir(), 'casement-e2e-'));
  electron = await _electron.launch({
    executablePath: program ?? '',
    args: [join(root, 'out/main/index.js'), '--profile', 'e2e'],
    env: { ...defined(process.env), CASEMENT_DATA_DIR: folder },
  });
  page = await electron.firstWindow();
});

test.afterEach(async () => {
  if (program === null) return;
  await electron.close();
  await rm(folder, { recursive: true, force: true });
});

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

test('a person sees the sign-in', async () => {
  await expect(page).toHaveTitle(/Casement/);
  await expect(page.getByRole('textbox').first()).toBeVisible();
  expect(page.url()).toMatch(/^app:\/\/casement\//);
});

test('the page has the bridge and nothing of Node or Electron', async () => {
  const found = await page.evaluate(() => ({
    bridge: Object.keys(Reflect.get(window, 'casement') ?? {}),
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    ipc: typeof Reflect.get(window, 'ipcRenderer'),
  }));
  expect(found).toEqual({
    bridge: ['call', 'onPush'],
    require: 'undefined',
    process: 'undefined',
    ipc: 'undefined',
  });
});

test('the page reaches nothing but its own files, and opens no window', async () => {
  const reached = await page.evaluate(async () => {
    const tries = ['https://example.org/', 'http://127.0.0.1:1/', 'file:///etc/passwd'];
    const answers = await Promise.allSettled(tries.map((url) => fetch(url)));
    return {
      fetched: answers.map(({ status }) => status),
      opened: window.open('https://example.org/') !== null,
      traversal: (await fetch('app://casement/..%2f..%2fpackage.json')).status,
    };
  });
  expect(reached).toEqual({
    fetched: ['rejected', 'rejected', 'rejected'],
    opened: false,
    traversal: 404,
  });
});

test('the page runs no code that is not its own', async () => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.intruder = true';
    document.head.append(script);
    return Reflect.get(globalThis, 'intruder') === true;
  });
  expect(ran).toBe(false);
});
