// @ts-check
/* Runs a program with the project's own Node, after installing what is missing.
 *
 *   node scripts/run.cjs <program> [arguments]
 *
 * <program> is `node`, or the name of a package's command (vitest, tsc, ...).
 * Every script of package.json goes through here, so that the Node that happens to
 * be on the machine only ever does the installing.
 *
 * This file stays within the syntax of very old Nodes: they must get as far as the
 * sentence that tells the person what is wrong. */
'use strict';

var OLDEST_NODE = 20;
var major = parseInt(process.versions.node.split('.')[0] || '0', 10);

if (major < OLDEST_NODE) {
  console.error(
    'Casement cannot start: it needs Node.js ' +
      OLDEST_NODE +
      ' or newer to set itself up, and this is ' +
      process.version +
      ' (' +
      process.execPath +
      ').\n' +
      'Install Node.js ' +
      OLDEST_NODE +
      ', 22 or 24 and run the same command again. It then brings the Node that it runs on by itself.',
  );
  process.exit(1);
}

void require('./run-command.cjs').main(process.argv.slice(2));
