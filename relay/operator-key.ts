import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from './setup-error.ts';

const FILE = 'operator-key.sha256';
const KEY_BYTES = 32;
/** A key that somebody thought up must not be guessed. */
const SHORTEST = 32;

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The key of whoever runs the relay; the relay knows its hash alone. */
export interface OperatorKey {
  readonly isRight: (given: string) => boolean;
}

/**
 * The operator's key: of the file that the settings name, or the one that was made last.
 *
 * @returns null where there is none: nobody is the operator
 * @throws {SetupError} if the file cannot be read, or holds no key
 */
export async function loadOperatorKey(
  keyFile: string | undefined,
  dataFolder: string,
): Promise<OperatorKey | null> {
  const known = keyFile === undefined ? await madeBefore(dataFolder) : await given(keyFile);
  if (known === null) return null;
  return { isRight: (key) => timingSafeEqual(hashOf(key), known) };
}

async function given(file: string): Promise<Buffer> {
  const key = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new SetupError(
      `The operator's key file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Let the relay read it, or leave OPERATOR_KEY_FILE out.',
    );
  });
  if (key.trim().length < SHORTEST) {
    throw new SetupError(
      `The operator's key file ${file} holds no key of at least ${SHORTEST} characters.`,
      'Write one into it, as from: openssl rand -base64 32',
    );
  }
  return hashOf(key.trim());
}

async function madeBefore(dataFolder: string): Promise<Buffer | null> {
  const text = await readFile(join(dataFolder, FILE), 'utf8').catch(() => null);
  const hash = Buffer.from(text?.trim() ?? '', 'hex');
  return hash.length === hashOf('').length ? hash : null;
}

/** Makes a new key and keeps its hash, in place of the one before. @returns the key, told once */
export async function newOperatorKey(dataFolder: string): Promise<string> {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writeFile(join(dataFolder, FILE), `${hashOf(key).toString('hex')}\n`, { mode: 0o600 });
  return key;
}
