import { z } from 'zod';
import { loadSample } from './sample/load-sample.ts';
import { startSimulator } from './simulator.ts';

/** The settings of `npm run simulator`, all with defaults. */
const environment = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4010),
  SIMULATOR_LOG: z.string().min(1).optional(),
  /** Any value but 0 and empty: start with the sample tenant. */
  SIMULATOR_SAMPLE: z.string().default(''),
  /** The moment that the sample's history leads up to, ms; without it the start. */
  SIMULATOR_SAMPLE_NOW: z.coerce.number().int().positive().optional(),
  /** Where the sample's webhooks go. */
  SIMULATOR_CALLBACK_URL: z.url().optional(),
  SIMULATOR_STATUS_CALLBACK_URL: z.url().optional(),
  /** Where events of the sample's templates go. */
  SIMULATOR_EVENTS_URL: z.url().optional(),
});

const settings = environment.parse(process.env);
const said: string[] = [];
const simulator = await startSimulator({
  port: settings.SIMULATOR_PORT,
  ...(settings.SIMULATOR_LOG === undefined ? {} : { logFile: settings.SIMULATOR_LOG }),
  prepare: async (empty) => {
    if (['', '0'].includes(settings.SIMULATOR_SAMPLE)) return;
    const account = await loadSample(empty, {
      now: settings.SIMULATOR_SAMPLE_NOW ?? empty.clock.now(),
      callbackUrl: settings.SIMULATOR_CALLBACK_URL ?? null,
      statusCallbackUrl: settings.SIMULATOR_STATUS_CALLBACK_URL ?? null,
    });
    account.streamEventsTo(settings.SIMULATOR_EVENTS_URL ?? null);
    said.push(`It has the sample account ${account.sid}.`);
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
said.unshift(`The simulator answers as Twilio at ${simulator.url}`);
process.stdout.write(`${said.join('\n')}\n`);
