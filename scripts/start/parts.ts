import { join } from 'node:path';
import { SAMPLE_PROVIDER_ACCOUNT_ID } from '../../assets/sample/provider-account-id.ts';
import { startChild, type Child } from './child.ts';
import { freePort } from './free-port.ts';
import { answersOk, listens, untilReady } from './ready.ts';

/** The ports that are tried first. */
const SIMULATOR_PORT = 4010;
const RELAY_PORT = 4400;
/** A relay's first start makes a database, in ms. */
const READY_WITHIN = 120_000;

export interface Surroundings {
  /** The project's folder. */
  readonly root: string;
  /** Where logs go; it is there. */
  readonly logs: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The programs behind the product: files below the project's folder. Tests bring their own. */
export interface Programs {
  readonly simulator: string;
  readonly relay: string;
}

export const PROGRAMS: Programs = {
  simulator: 'simulator/server.ts',
  relay: 'relay/server.ts',
};

/** What stands behind the app. */
export interface Backend {
  readonly relayUrl: string;
  readonly simulatorUrl: string;
}

/**
 * Starts the simulator and, once it answers, the relay with the sample tenant.
 *
 * @param started is told of each part as soon as it has a process, so that it can be stopped
 * @throws {StartError} when one of them does not get ready
 */
export async function startBackend(
  { root, logs, environment }: Surroundings,
  programs: Programs,
  started: (child: Child) => void,
): Promise<Backend> {
  const simulatorPort = await freePort(SIMULATOR_PORT);
  const relayPort = await freePort(RELAY_PORT, [simulatorPort]);
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const relayUrl = `http://127.0.0.1:${relayPort}`;

  const simulator = startChild({
    name: 'the simulator',
    program: process.execPath,
    args: [join(root, programs.simulator)],
    cwd: root,
    logFile: join(logs, 'simulator.log'),
    env: {
      ...environment,
      SIMULATOR_PORT: String(simulatorPort),
      SIMULATOR_LOG: join(logs, '../simulator.jsonl'),
      SIMULATOR_SAMPLE: '1',
      SIMULATOR_CALLBACK_URL: `${relayUrl}/webhooks/twilio/${SAMPLE_PROVIDER_ACCOUNT_ID}/messages`,
      SIMULATOR_EVENTS_URL: `${relayUrl}/webhooks/twilio/${SAMPLE_PROVIDER_ACCOUNT_ID}/events`,
    },
  });
  started(simulator);
  await untilReady(simulator, () => listens(simulatorPort), READY_WITHIN);

  const relay = startChild({
    name: 'the relay',
    program: process.execPath,
    args: [join(root, programs.relay)],
    cwd: root,
    logFile: join(logs, 'relay.log'),
    env: {
      ...environment,
      PORT: String(relayPort),
      PUBLIC_URL: relayUrl,
      TWILIO_BASE_URL: simulatorUrl,
      CASEMENT_SAMPLE: '1',
    },
  });
  started(relay);
  await untilReady(relay, () => answersOk(`${relayUrl}/health/ready`), READY_WITHIN);
  return { relayUrl, simulatorUrl };
}
