import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { profileName } from '../common/profile.ts';

export interface ElectronOptions {
  readonly profile: string;
  /** What the sign-in form offers first. */
  readonly relayUrl: string;
}

/**
 * Reads the command line and the environment. The command line also holds what Chromium and the
 * operating system put there, so what is not known is let be.
 *
 * @throws {HostError} on a profile that cannot be
 */
export function electronOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ElectronOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { profile: { type: 'string' } },
  });
  const { profile } = values;
  return {
    profile: profileName(typeof profile === 'string' ? profile : undefined),
    relayUrl: environment['CASEMENT_RELAY_URL'] || 'http://127.0.0.1:4400',
  };
}

/**
 * The folder below which profiles lie: beside other programs' data, or where the environment says.
 *
 * @param appData the operating system's folder for programs' data
 */
export function profilesFolder(
  appData: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly base: string; readonly kind: string } {
  const chosen = environment['CASEMENT_DATA_DIR'] ?? '';
  // Not the web host's: its cache has a key from elsewhere.
  if (chosen !== '') return { base: resolve(chosen), kind: 'electron' };
  return { base: appData, kind: 'Casement' };
}
