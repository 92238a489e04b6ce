// @ts-check
'use strict';

/** A problem on this machine that the person can do something about; `message` says what. */
class SetupError extends Error {}

module.exports = { SetupError };
