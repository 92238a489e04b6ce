// @ts-check
'use strict';

/* Brings package-lock.json up to date with package.json. npm does it in an empty folder:
 * where it sees packages installed for this system, it forgets the other systems'. It does
 * not go through run.cjs, which would first install what the old lock file says. */

const { spawnSync } = require('node:child_process');
const { copyFileSync, existsSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, dirname, join } = require('node:path');
const { findNode } = require('./bootstrap.cjs');

const root = join(__dirname, '..');
const empty = mkdtempSync(join(tmpdir(), 'casement-lock-'));
try {
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    if (existsSync(join(root, name))) copyFileSync(join(root, name), join(empty, name));
  }
  // Under the project's Node: an older one makes npm choose older majors without a word.
  const { status } = spawnSync('npm', ['install', '--package-lock-only'], {
    cwd: empty,
    stdio: 'inherit',
    env: { ...process.env, PATH: [dirname(findNode(root)), process.env.PATH].join(delimiter) },
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
  else copyFileSync(join(empty, 'package-lock.json'), join(root, 'package-lock.json'));
} finally {
  rmSync(empty, { recursive: true, force: true });
}
