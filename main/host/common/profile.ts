import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HostError } from './host-error.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** The profile of whoever never named one. */
export const DEFAULT_PROFILE = 'default';

/**
 * Checks the name of a profile. It becomes the name of a folder, so it is kept to what every
 * file system takes and tells apart.
 *
 * @throws {HostError} when it is not such a name
 */
export function profileName(given: string | undefined): string {
  const name = given ?? DEFAULT_PROFILE;
  if (NAME.test(name)) return name;
  throw new HostError(
    `"${name}" cannot be the name of a profile.`,
    'Use up to 32 small letters, digits and hyphens, such as --profile second.',
  );
}

/**
 * The folder of this kind of host and profile, made if need be, for its owner's eyes only.
 *
 * @param base the folder of everything that Casement keeps, absolute or from the working folder
 * @returns its absolute path
 * @throws {HostError} where it cannot be made
 */
export function profileFolder(base: string, kind: string, profile: string): string {
  const folder = join(resolve(base), kind, profile);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // One that was there before may be open to others.
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new HostError(
      `The folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      'Free the folder or name another one in CASEMENT_DATA_DIR.',
    );
  }
  return folder;
}
