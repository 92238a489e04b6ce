// @ts-check
'use strict';

const fs = require('node:fs');
const { dirname } = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');
const { SetupError } = require('./setup-error.cjs');

/** In ms: longer than the slowest installation that still gets anywhere. */
const WAIT_LIMIT_MS = 15 * 60_000;
const POLL_MS = 200;

/**
 * Runs `work` while no other process of this project does. The lock counts for as long as
 * its holder, or a process that the holder has noted in it, is alive.
 *
 * @template T
 * @param {string} file the lock; its content is process ids, one a line
 * @param {(note: (pid: number) => void) => Promise<T>} work `note` adds a process that must
 *   end, too, before the lock is free: it may outlive the holder
 * @returns {Promise<T>} what `work` returns
 * @throws {SetupError} if another process holds the lock for 15 minutes
 */
async function withLock(file, work) {
  fs.mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + WAIT_LIMIT_MS;
  let told = false;
  while (!tryTake(file)) {
    const content = read(file);
    if (content === undefined) continue; // released in this moment
    const holder = holders(content).find(isAlive);
    if (holder === undefined) {
      removeLeftBehind(file, content);
      continue;
    }
    if (Date.now() > deadline) {
      throw new SetupError(
        `Process ${holder} has been installing Casement's packages for 15 minutes. End it, then run the same command again.`,
      );
    }
    if (!told) console.error(`Casement: process ${holder} is installing; waiting for it ...`);
    told = true;
    await delay(POLL_MS);
  }
  try {
    return await work((pid) => fs.appendFileSync(file, `${pid}\n`));
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function tryTake(file) {
  // Written aside and linked into place, so that the lock never exists without its holder's id.
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, `${process.pid}\n`);
  const taken = link(own, file);
  fs.rmSync(own, { force: true });
  return taken;
}

/**
 * Moved aside before it is removed: two that wait must not both think the lock free,
 * where the second would remove the lock that the first has just taken.
 *
 * @param {string} file
 * @param {string} judged its content when its holders were found gone
 */
function removeLeftBehind(file, judged) {
  const aside = `${file}.${process.pid}.old`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return; // gone already: try to take it
  }
  if (read(aside) !== judged) link(aside, file);
  fs.rmSync(aside, { force: true });
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {boolean} false where `to` exists
 */
function link(from, to) {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {string | undefined} undefined where there is none
 */
function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} content
 * @returns {readonly number[]}
 */
function holders(content) {
  const ids = content.split('\n').map(Number);
  return ids.filter((id) => Number.isInteger(id) && id > 0);
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  // In a container, ids begin anew at each start: a left-over lock may well name this process.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // One that has ended but that nobody collects still takes signals; Linux shows it as a zombie.
  const stat = read(`/proc/${pid}/stat`);
  return stat === undefined || !/\) Z /.test(stat);
}

module.exports = { withLock };
