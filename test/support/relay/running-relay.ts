import { randomBytes, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { buildRelay, type Relay, type RelayOptions } from '../../../relay/app.ts';
import { openLog } from '../../../relay/log.ts';
import { loadSecretKey, type SecretKey } from '../../../relay/secret-key.ts';
import type { FirstTenant } from '../../../relay/config/first-tenant.ts';
import { testDatabase } from '../relay-database/test-database.ts';
import { unusedProvider } from './unused-provider.ts';

export type TestRelayOptions = Partial<RelayOptions>;

export interface TestRelay extends Relay {
  readonly databaseUrl: string;
  /** For another relay on the same database. */
  readonly secretKey: SecretKey;
}

/** Of every person that tests make. */
export const PASSWORD = 'correct horse battery';

/**
 * A relay on a free port, with its first tenant and an owner; by default on a database of its
 * own and without a provider. It ends with the test.
 */
export async function runningRelay(
  options: TestRelayOptions = {},
  cleanUp: (work: () => Promise<void>) => void = onTestFinished,
): Promise<TestRelay> {
  const databaseUrl = options.databaseUrl ?? (await testDatabase(cleanUp));
  const secretKey = options.secretKey ?? (await loadSecretKey(randomBytes(32), ''));
  const relay = await buildRelay({
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    twilioBaseUrl: null,
    metricsOpen: false,
    seed: { kind: 'tenant', tenant: firstTenant() },
    log: openLog('silent'),
    provider: unusedProvider(),
    ...options,
    databaseUrl,
    secretKey,
  });
  cleanUp(relay.close);
  await relay.listen();
  return { ...relay, databaseUrl, secretKey };
}

/** Settings of a first tenant with one owner, `ada@northwind.example`. */
export function firstTenant(): FirstTenant {
  return {
    name: 'Northwind Supply',
    account: { sid: `AC${randomUUID().replaceAll('-', '')}`, authToken: 'the secret token' },
    senders: [{ channel: 'whatsapp', address: '+13125550142' }],
    admin: { email: OWNER, password: PASSWORD },
  };
}

export const OWNER = 'ada@northwind.example';
