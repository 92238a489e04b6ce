import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from './setup-error.ts';

const KEY_BYTES = 32;
const FILE = 'secret-key';

/** The relay's one secret, from which those of its parts are derived. */
export interface SecretKey {
  /** 32 bytes for one purpose; those of other purposes tell nothing about them. */
  readonly derive: (purpose: string) => Buffer;
  /** Where the secret is kept; null where the environment brings it. */
  readonly file: string | null;
}

/**
 * The secret of the environment, or the one in a file of the data folder, which is made once and
 * may be read by its owner alone. Who loses it loses the provider's credentials in the database.
 *
 * @throws {SetupError} if the file is not what was written there, or can neither be read nor made
 */
export async function loadSecretKey(
  given: Buffer | undefined,
  dataFolder: string,
): Promise<SecretKey> {
  if (given !== undefined) return secretKey(given, null);
  const file = join(dataFolder, FILE);
  const text = await readOrMake(file, dataFolder).catch((error: unknown) => {
    throw new SetupError(
      `The key file ${file} can neither be read nor made: ${error instanceof Error ? error.message : String(error)}.`,
      'Let the relay read and write the folder, set CASEMENT_DATA_DIR to another, or set CASEMENT_SECRET_KEY.',
    );
  });
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new SetupError(
      `The key file ${file} does not hold a key of ${KEY_BYTES} bytes.`,
      'Restore it from a backup, or set CASEMENT_SECRET_KEY.',
    );
  }
  return secretKey(key, file);
}

async function readOrMake(file: string, folder: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  // Written apart and then named: a relay that dies here, or another that starts, finds no half key.
  const apart = `${file}.${randomUUID()}`;
  const handle = await open(apart, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    // Some file systems know no links: there the name is moved.
    await link(apart, file).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      return rename(apart, file);
    });
    return text;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return await readFile(file, 'utf8');
  } finally {
    await handle.close();
    await rm(apart, { force: true });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function secretKey(key: Buffer, file: string | null): SecretKey {
  return {
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES)),
    file,
  };
}
