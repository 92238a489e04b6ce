import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openReception } from '../../../../relay/http/webhooks/receive-webhook.ts';
import { openLog } from '../../../../relay/log.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import type { Parts } from '../../../../relay/parts.ts';
import type { Provider, ProviderAccount } from '../../../../relay/providers/provider.ts';
import { openVault } from '../../../../relay/services/accounts/vault.ts';
import { mediaLinks } from '../../../../relay/services/media/links.ts';
import { addSender } from '../../../support/relay/thread.ts';
import { unusedProvider } from '../../../support/relay/unused-provider.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';

const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);
const HOUR = 3_600_000;
const sid = `SM${randomBytes(16).toString('hex')}`;

let parts: Parts;
let account: ProviderAccount;
let to: string;

beforeEach(async () => {
  const { store } = await testStore();
  const tenantId = await newTenant(store);
  const sender = await store.inTenant(tenantId, async (tx) => {
    const id = await addSender(tx);
    return tx.sql
      .selectFrom('senders')
      .select(['provider_account_id', 'address'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  });
  to = sender.address;
  account = { tenantId, id: sender.provider_account_id, accountSid: 'AC1', authToken: 'x' };
  parts = {
    store,
    clock: { now: () => NOON },
    provider: unusedProvider(),
    vault: openVault(randomBytes(32)),
    log: openLog('silent'),
    metrics: openMetrics(),
    links: mediaLinks(randomBytes(32), 'https://relay.northwind.example'),
    publicUrl: 'https://relay.northwind.example',
  };
});

/** Receives a webhook at noon, and says when its window is taken to have started. */
async function receiveAtNoon(fetchMessage: Provider['fetchMessage']) {
  const receive = openReception(
    { ...parts, provider: unusedProvider({ fetchMessage }) },
    { applyStatus: () => Promise.resolve('seen'), wake: () => undefined },
  );
  const outcome = await receive({
    account,
    event: {
      kind: 'inbound',
      providerSid: sid,
      channel: 'whatsapp',
      from: { phone: '+5215512345678', whatsappUserId: null },
      to,
      profileName: null,
      body: 'Is it in stock?',
      media: [],
      location: null,
      button: null,
      referral: null,
      repliesToSid: null,
    },
    token: null,
    repeated: true,
  });
  expect(outcome).toBe('stored');
  const { last_inbound_at: start } = await parts.store.inTenant(account.tenantId, ({ sql }) =>
    sql.selectFrom('conversations').select('last_inbound_at').executeTakeFirstOrThrow(),
  );
  return start;
}

function inBooks(createdAt: number): Provider['fetchMessage'] {
  return () =>
    Promise.resolve({
      providerSid: sid,
      direction: 'inbound',
      body: null,
      status: 'received',
      errorCode: null,
      createdAt,
      price: null,
    });
}

describe('the window of a message whose webhook may be late', () => {
  it('starts when the provider got the message', async () => {
    expect(await receiveAtNoon(inBooks(NOON - HOUR))).toBe(NOON - HOUR);
  });

  it('never starts after its receipt', async () => {
    expect(await receiveAtNoon(inBooks(NOON + HOUR))).toBe(NOON);
  });

  it.each<[string, Provider['fetchMessage']]>([
    ['does not know the message', () => Promise.resolve(null)],
    ['cannot be reached', () => Promise.reject(new Error('no way'))],
    ['never answers', () => Promise.race([])],
  ])('starts at its receipt where the provider %s', async (_name, fetchMessage) => {
    expect(await receiveAtNoon(fetchMessage)).toBe(NOON);
  });
});
