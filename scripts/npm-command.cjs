// @ts-check
'use strict';

const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const { homedir } = require('node:os');
const { delimiter, dirname, join, sep } = require('node:path');

/**
 * How to call npm: the one that started this process or came with this Node, run by a Node
 * outside the `node_modules` that it is about to replace; else the one on PATH.
 *
 * @param {string} root the project's folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, before: string[], shell: boolean }} `before`: the first arguments
 */
function npmCommand(root, env) {
  const own = join(root, 'node_modules') + sep;
  /** @param {string | undefined} path */
  const usable = (path) => path !== undefined && !path.startsWith(own) && fs.existsSync(path);
  const node = [env.npm_node_execpath, process.execPath].find(usable);
  const script = [env.npm_execpath, ...npmBeside(process.execPath)].find(
    (path) => path !== undefined && /npm-cli\.c?js$/.test(path) && usable(path),
  );
  if (node !== undefined && script !== undefined) {
    return { command: node, before: [script], shell: false };
  }
  const windows = process.platform === 'win32';
  const name = windows ? 'npm.cmd' : 'npm';
  const path = (env.PATH ?? env.Path ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(usable);
  return { command: windows ? `"${path ?? name}"` : (path ?? name), before: [], shell: windows };
}

/**
 * Where the npm lies that was installed together with a Node.
 *
 * @param {string} node
 * @returns {string[]}
 */
function npmBeside(node) {
  const inside = join('node_modules', 'npm', 'bin', 'npm-cli.js');
  return [join(dirname(node), inside), join(dirname(node), '..', 'lib', inside)];
}

/**
 * npm cannot work without a cache it may write to. Where the person's own is not
 * writable (a service account, a read-only home) the project brings one.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} the folder to use in place of npm's own choice
 */
function cacheFolder(root, env) {
  const standard = env.npm_config_cache ?? standardCache(env);
  return standard !== undefined && isWritable(standard) ? undefined : join(root, '.cache', 'npm');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} undefined for an account without a home
 */
function standardCache(env) {
  if (process.platform === 'win32') return env.LOCALAPPDATA && join(env.LOCALAPPDATA, 'npm-cache');
  try {
    return join(homedir(), '.npm');
  } catch {
    return undefined;
  }
}

/**
 * Tried out rather than asked for: permission bits say nothing to root, on read-only
 * file systems or on Windows.
 *
 * @param {string} folder made if it is not there
 * @returns {boolean}
 */
function isWritable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    const probe = join(folder, `.casement-${randomUUID()}`);
    fs.writeFileSync(probe, '');
    fs.unlinkSync(probe);
    return true;
  } catch {
    return false;
  }
}

module.exports = { cacheFolder, npmCommand };
