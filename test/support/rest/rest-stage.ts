import { randomBytes, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { createTwilioProvider } from '../../../relay/providers/twilio/twilio-provider.ts';
import { loadSecretKey } from '../../../relay/secret-key.ts';
import { newSecret } from '../../../relay/services/api-keys/secret.ts';
import type { TenantTransaction } from '../../../relay/db/tenant-transaction.ts';
import {
  apiKeyId,
  type ApiKeyId,
  type TemplateId,
  templateId,
  type TenantId,
} from '../../../shared/contract/ids.ts';
import { type Scope, SCOPES } from '../../../shared/contract/rest/scopes.ts';
import { REST_BASE } from '../../../shared/contract/rest.ts';
import { startSimulator } from '../../../simulator/simulator.ts';
import { connectDesktop, signIn } from '../relay/desktop.ts';
import {
  firstTenant,
  runningRelay,
  type TestRelay,
  type TestRelayOptions,
} from '../relay/running-relay.ts';

/** What a program was answered. */
export interface RestReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Asks the relay as a program does. */
export async function ask(
  url: string,
  secret: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<RestReply> {
  const answer = await fetch(`${url}${REST_BASE}${path}`, {
    method,
    headers: {
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export interface KeyOptions {
  readonly scopes?: readonly Scope[];
  /** ms. */
  readonly expiresAt?: number | null;
  readonly requestsPerMinute?: number;
}

/** A key of this tenant, put into its table. */
export async function addKey(
  { parts }: TestRelay,
  tenantId: TenantId,
  { scopes = SCOPES, expiresAt = null, requestsPerMinute = 60_000 }: KeyOptions = {},
): Promise<{ readonly id: ApiKeyId; readonly secret: string }> {
  const id = apiKeyId.parse(randomUUID());
  const { secret, hash, hint } = newSecret();
  await parts.store.inTenant(tenantId, async ({ sql }) => {
    const { id: person } = await sql
      .selectFrom('people')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .limit(1)
      .executeTakeFirstOrThrow();
    await sql
      .insertInto('api_keys')
      .values({
        tenant_id: tenantId,
        id,
        name: `Shop ${id.slice(0, 8)}`,
        scopes: [...scopes],
        requests_per_minute: requestsPerMinute,
        hint,
        secret_hash: hash,
        created_by: person,
        created_at: parts.clock.now(),
        expires_at: expiresAt,
      })
      .execute();
  });
  return { id, secret };
}

/** A template of the tenant's account, approved unless said otherwise. */
export async function addTemplate(
  { sql, tenantId, changed }: TenantTransaction,
  name: string,
  status: 'approved' | 'pending' = 'approved',
  sid = `HX${randomUUID().replaceAll('-', '')}`,
): Promise<TemplateId> {
  const id = templateId.parse(randomUUID());
  const { id: account } = await sql
    .selectFrom('provider_accounts')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const body = 'Order {{1}} is on its way.';
  await sql
    .insertInto('templates')
    .values({
      tenant_id: tenantId,
      id,
      provider_account_id: account,
      provider_content_sid: sid,
      name,
      language: 'en',
      category: 'utility',
      status,
      rejection_reason: null,
      content: JSON.stringify({
        header: null,
        body,
        footer: null,
        buttons: [],
        variables: [{ key: '1', sample: 'N-1000' }],
      }),
    })
    .execute();
  changed('template', id);
  return id;
}

/** A relay before the simulator, its owner's desktop, and a key that may do everything. */
export async function restStage(options: TestRelayOptions = {}) {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const tenant = firstTenant();
  const keyBytes = randomBytes(32);
  const relay = await runningRelay({
    seed: { kind: 'tenant', tenant },
    provider: createTwilioProvider({ baseUrl: simulator.url }),
    secretKey: await loadSecretKey(keyBytes, ''),
    ...options,
  });
  const { sid, authToken } = tenant.account;
  const account = simulator.addAccount({ sid, authToken });
  const [webhook] = await relay.webhooks();
  account.addSender({
    address: 'whatsapp:+13125550142',
    displayName: 'Northwind',
    callbackUrl: webhook?.url,
  });
  const desktop = await connectDesktop(relay.url, await signIn(relay.url));
  const tenantId = desktop.welcome.tenant.id;
  const key = await addKey(relay, tenantId);
  return {
    simulator,
    account,
    relay,
    desktop,
    tenantId,
    key,
    /** Of the relay, for another one in a process of its own. */
    keyBytes,
    url: relay.url,
    /** A customer who has just written: the window is open. */
    customer: async (phone: string, words = 'Hola'): Promise<void> => {
      account.addCustomer({ address: `whatsapp:${phone}`, profileName: 'Lucía Ortega' });
      await account.customer(`whatsapp:${phone}`).writes(words);
    },
    /** How many messages the provider took for this number. */
    taken: (phone: string): number =>
      simulator
        .log()
        .filter((entry) => entry.type === 'accepted' && entry.message.to === `whatsapp:${phone}`)
        .length,
    ask: (
      method: string,
      path: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ) => ask(relay.url, key.secret, method, path, body, headers),
    send: (body: unknown, idempotencyKey: string = randomUUID()) =>
      ask(relay.url, key.secret, 'POST', '/messages', body, { 'idempotency-key': idempotencyKey }),
  };
}

export type RestStage = Awaited<ReturnType<typeof restStage>>;

/** A text to this number. */
export function textTo(phone: string, text = 'Your order is packed.') {
  return { to: { phone }, content: { type: 'text', text } };
}
