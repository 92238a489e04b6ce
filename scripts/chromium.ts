import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { chromium } from 'playwright';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Where a Chromium is, or why there is none. */
export type Chromium = { readonly path: string } | { readonly missing: string };

function find(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  const known = named === undefined || named === '' ? PLACES : [named];
  return [...known, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * A Chromium for the browser tests: the one of CHROMIUM_PATH, one that is installed, or on
 * Debian and as root one that is installed now.
 */
export function ensureChromium(): Chromium {
  const found = find();
  if (found !== undefined) return { path: found };
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests (once) ...');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]) {
      const { status, stderr } = spawnSync('apt-get', args, {
        env: environment,
        encoding: 'utf8',
        timeout: 600_000,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      if (status !== 0) return { missing: `apt-get could not install Chromium: ${stderr.trim()}` };
    }
    const installed = find();
    if (installed !== undefined) return { path: installed };
  }
  return {
    missing: 'there is no Chromium on this machine; install one, or name it in CHROMIUM_PATH',
  };
}
