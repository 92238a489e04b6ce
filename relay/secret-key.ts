import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
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
 * @throws {SetupError} if the file is not what was written there
 */
export async function loadSecretKey(
  given: Buffer | undefined,
  dataFolder: string,
): Promise<SecretKey> {
  if (given !== undefined) return secretKey(given, null);
  const file = join(dataFolder, FILE);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  try {
    const handle = await open(file, 'wx', 0o600);
    const key = randomBytes(KEY_BYTES);
    await handle.writeFile(`${key.toString('base64')}\n`);
    await handle.sync();
    await handle.close();
    return secretKey(key, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new SetupError(
      `The key file ${file} does not hold a key of ${KEY_BYTES} bytes.`,
      'Restore it from a backup, or set CASEMENT_SECRET_KEY.',
    );
  }
  return secretKey(key, file);
}

function secretKey(key: Buffer, file: string | null): SecretKey {
  return {
    derive: (purpose) => Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES)),
    file,
  };
}
