import { resolve } from 'node:path';
import { z } from 'zod';
import { SetupError } from './setup-error.ts';

const schema = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      hostname: /./,
      error: 'must be a PostgreSQL address such as postgres://user:password@host/database',
    })
    .optional(),
  CASEMENT_DATA_DIR: z.string().default('.data'),
});

/** The relay's settings, all of them read from the environment at its start. */
export interface Config {
  /** The database server to use; undefined: the relay starts its own. Holds a password: never to be logged. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder for everything that the relay keeps on disk. */
  readonly dataFolder: string;
}

/**
 * Reads the settings. An empty value counts as not set, as in a file of settings whose
 * line was left blank.
 *
 * @throws {SetupError} naming every setting that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new SetupError(
      `The relay cannot start: ${wrong.join('; ')}.`,
      'Correct the environment and start it again.',
    );
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    dataFolder: resolve(parsed.data.CASEMENT_DATA_DIR),
  };
}
