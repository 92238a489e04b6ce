import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

/** What `npm start` can be told. */
export interface StartOptions {
  /** Another profile beside one that runs already; null: everything is started. */
  readonly profile: string | null;
  /** In a browser even where Electron could be had. */
  readonly web: boolean;
  /** The interface from its sources, for whoever works on it. Implies `web`. */
  readonly dev: boolean;
  /** Whether a browser may be opened. */
  readonly open: boolean;
}

/**
 * Reads the command line.
 *
 * @throws {StartError} on whatever is not understood
 */
export function startOptions(args: readonly string[]): StartOptions {
  const values = understood(args);
  return {
    profile: values.profile ?? null,
    web: values.web || values.dev,
    dev: values.dev,
    open: !values['no-open'],
  };
}

function understood(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        web: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new StartError(
      error instanceof Error ? error.message : String(error),
      'Known are --profile <name>, --web, --dev and --no-open, after "npm start --".',
    );
  }
}
