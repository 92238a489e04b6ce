import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildRelay, type Relay } from './app.ts';
import { readConfig } from './config.ts';
import { newEpoch } from './db/new-epoch.ts';
import { openDatabase } from './db/open-database.ts';
import { openLog } from './log.ts';
import { loadOperatorKey, newOperatorKey } from './operator-key.ts';
import { loadSecretKey } from './secret-key.ts';
import { SetupError } from './setup-error.ts';
import { RELAY_VERSION } from './version.ts';

/** Starts the relay and keeps it until it is told to stop or loses its database. */
async function main(): Promise<number> {
  // Listened for from the first moment: stopping during the start must stop the database too.
  const stop = stopSignal();
  const config = readConfig(process.env);
  const { values } = parsedArguments();
  if (values['new-operator-key']) {
    const key = await newOperatorKey(config.dataFolder);
    console.log(`The operator's key, which is told this once: ${key}`);
    console.log('The one before, if any, counts no longer. Start the relay anew.');
    return 0;
  }
  const database = await openDatabase(config);
  if (values['new-epoch']) {
    try {
      await newEpoch(database.url);
    } finally {
      await database.close();
    }
    console.log('The log of changes has a new epoch: every desktop will load everything anew.');
    return 0;
  }
  let relay: Relay | null = null;
  try {
    const secretKey = await loadSecretKey(config.secretKey, config.dataFolder);
    relay = await buildRelay({
      ...config,
      databaseUrl: database.url,
      secretKey,
      operatorKey: await loadOperatorKey(config.operatorKeyFile, config.dataFolder),
      log: openLog(config.logLevel),
    });
    await relay.listen();
    const tenants = await relay.tenants();
    console.log(`Casement relay ${RELAY_VERSION} on Node.js ${process.version}`);
    console.log(`Database: ${database.description}`);
    console.log(`Relay: ${relay.url}, ${tenants} ${tenants === 1 ? 'tenant' : 'tenants'}`);
    for (const { tenant, accountSid, url, eventsUrl } of await relay.webhooks()) {
      console.log(`Webhook of ${tenant} (${accountSid}) for incoming messages: ${url}`);
      console.log(`Webhook of ${tenant} (${accountSid}) for events of templates: ${eventsUrl}`);
    }
    if (secretKey.file !== null) console.log(`Secret key: ${secretKey.file} (keep a copy)`);
    console.log('Press Ctrl+C to stop.');
    const reason = await Promise.race([stop, database.lost.then((why) => ({ lost: why }))]);
    if (typeof reason === 'object') {
      console.error(
        `The database was lost: ${reason.lost}. Start the relay again; nothing confirmed is gone.`,
      );
      return 1;
    }
    console.log('Stopping ...');
  } finally {
    await relay?.close();
    await database.close();
  }
  console.log('Stopped.');
  return 0;
}

/** @throws {SetupError} for what is no option */
function parsedArguments() {
  try {
    return parseArgs({
      options: {
        'new-epoch': { type: 'boolean', default: false },
        'new-operator-key': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new SetupError(
      error instanceof Error ? error.message : String(error),
      'The options are --new-epoch, after a restore, and --new-operator-key; all settings are in the environment.',
    );
  }
}

/** The first request to stop. Later ones change nothing: stopping is under way. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(signal));
    }
  });
}

// Waiting for a signal or a promise alone does not keep a process running.
const running = setInterval(() => undefined, 2 ** 30);
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  clearInterval(running);
}
