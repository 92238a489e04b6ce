import { parseArgs } from 'node:util';
import { z } from 'zod';
import { HostError } from '../common/host-error.ts';
import { profileName } from '../common/profile.ts';

const DEFAULT_PORT = 4380;

const port = z.coerce.number().int().min(0).max(65_535);
const relayUrl = z.url({ protocol: /^https?$/ });

/** What a start of the web host can be told. */
export interface WebOptions {
  readonly profile: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Open the person's browser. */
  readonly open: boolean;
  /** Serve the interface from its sources, as Vite does, and reload it when they change. */
  readonly dev: boolean;
  /** Folder of everything that Casement keeps, absolute or from the working folder. */
  readonly dataFolder: string;
  /** What the sign-in form offers first. */
  readonly relayUrl: string;
}

/**
 * Reads the command line and the environment. An empty value counts as not set.
 *
 * @throws {HostError} on whatever is not understood
 */
export function webOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): WebOptions {
  const { values } = understood(args);
  const chosen = port.safeParse(values.port ?? DEFAULT_PORT);
  if (!chosen.success || values.port === '') {
    throw new HostError(`"${values.port ?? ''}" is not a port.`, 'Give one from 0 to 65535.');
  }
  const given = environment['CASEMENT_RELAY_URL'] || 'http://127.0.0.1:4400';
  const relay = relayUrl.safeParse(given);
  if (!relay.success) {
    throw new HostError(
      `CASEMENT_RELAY_URL is "${given}", which is not the address of a relay.`,
      'Give one such as https://relay.example.',
    );
  }
  return {
    profile: profileName(values.profile),
    port: chosen.data,
    open: values.open,
    dev: values.dev,
    dataFolder: environment['CASEMENT_DATA_DIR'] || '.data',
    relayUrl: relay.data,
  };
}

function understood(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        port: { type: 'string' },
        open: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new HostError(
      error instanceof Error ? error.message : String(error),
      'Known are --profile <name>, --port <number>, --open and --dev.',
    );
  }
}
