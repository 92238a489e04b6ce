// @ts-check
'use strict';

const { spawn } = require('node:child_process');
const { existsSync, readFileSync, realpathSync } = require('node:fs');
const { constants } = require('node:os');
const { delimiter, dirname, join } = require('node:path');
const { ensureInstalled } = require('./bootstrap.cjs');
const { SetupError } = require('./setup-error.cjs');

const root = join(__dirname, '..');

/**
 * Installs what is missing, then runs one program under the project's Node and ends
 * with its exit code.
 *
 * @param {readonly string[]} argv the program and its arguments
 * @returns {Promise<void>}
 */
async function main(argv) {
  const [program, ...args] = argv;
  if (program === undefined) {
    fail('Name the program to run: node scripts/run.cjs <program> [arguments].');
  }
  try {
    run(await ensureInstalled(root), program, args);
  } catch (error) {
    if (error instanceof SetupError) fail(error.message);
    throw error;
  }
}

/**
 * @param {string} node absolute path of the project's Node
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(node, program, args) {
  const bin = join(root, 'node_modules', '.bin');
  const path = [dirname(node), bin, process.env.PATH ?? ''].join(delimiter);
  // One key, whatever its case was: Windows spells it `Path`, and two spellings confuse the child.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name.toUpperCase() !== 'PATH'),
  );
  env.PATH = path;

  const script = program === 'node' ? [] : [commandScript(bin, program)];
  const child = spawn(node, [...script, ...args], { stdio: 'inherit', env });

  // The child decides when it is done (it may have a database to stop), so signals are
  // passed on and this process only waits. A terminal sends Ctrl+C to both; the child takes
  // the second copy for the first. Windows delivers it to both as well, but passing it on
  // would end the child at once.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (process.platform !== 'win32') child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`${program} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
  });
}

/**
 * The script behind a command of an installed package.
 *
 * @param {string} bin the folder that npm links commands into
 * @param {string} program
 * @returns {string} absolute path
 */
function commandScript(bin, program) {
  const link = join(bin, program);
  if (!existsSync(link)) fail(`There is no command "${program}" among the installed packages.`);
  if (process.platform !== 'win32') return realpathSync(link);
  // Windows has shims in place of links; the shim names its script relative to itself.
  const target = /"%dp0%\\([^"]+)"\s+%\*/.exec(readFileSync(`${link}.cmd`, 'utf8'));
  if (target?.[1] === undefined)
    fail(`The command "${program}" has a shim that is not understood.`);
  return join(bin, target[1]);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

module.exports = { main };
