import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { beforeEach, describe, expect, it, onTestFinished, test, vi } from 'vitest';
import type { StatusSink } from '../../../../relay/http/webhooks/apply-together.ts';
import { webhooks } from '../../../../relay/http/webhooks/plugin.ts';
import { openLog } from '../../../../relay/log.ts';
import { openMetrics } from '../../../../relay/metrics.ts';
import type { Parts } from '../../../../relay/parts.ts';
import { createTwilioProvider } from '../../../../relay/providers/twilio/twilio-provider.ts';
import { sealCredentials } from '../../../../relay/services/accounts/accounts.ts';
import { openVault } from '../../../../relay/services/accounts/vault.ts';
import { mediaLinks } from '../../../../relay/services/media/links.ts';
import { senderId, type TenantId } from '../../../../shared/contract/ids.ts';
import { newTenant, testStore } from '../../../support/relay-database/test-database.ts';

const PUBLIC_URL = 'https://relay.northwind.example';
const AUTH_TOKEN = randomBytes(16).toString('hex');
const ACCOUNT_SID = `AC${randomBytes(16).toString('hex')}`;
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

interface Relay {
  readonly http: FastifyInstance;
  readonly parts: Parts;
  readonly tenantId: TenantId;
  readonly accountId: string;
  readonly statuses: Parameters<StatusSink['applyStatus']>[1][];
}

let relay: Relay;

beforeEach(async () => {
  const { store } = await testStore();
  const parts: Parts = {
    store,
    clock: { now: () => NOW },
    provider: createTwilioProvider({ baseUrl: 'http://127.0.0.1:9' }),
    vault: openVault(randomBytes(32)),
    log: openLog('silent'),
    metrics: openMetrics(),
    links: mediaLinks(randomBytes(32), PUBLIC_URL),
    publicUrl: PUBLIC_URL,
  };
  const tenantId = await newTenant(store);
  const accountId = randomUUID();
  await store.inTenant(tenantId, async ({ sql }) => {
    await sql
      .insertInto('provider_accounts')
      .values({
        tenant_id: tenantId,
        id: accountId,
        provider: 'twilio',
        account_sid: ACCOUNT_SID,
        credentials: sealCredentials(parts.vault, accountId, AUTH_TOKEN),
        created_at: NOW,
      })
      .execute();
    await sql
      .insertInto('senders')
      .values(
        (['whatsapp', 'sms'] as const).map((channel) => ({
          tenant_id: tenantId,
          id: senderId.parse(randomUUID()),
          provider_account_id: accountId,
          channel,
          address: '+15550100',
          display_name: 'Northwind Supply',
          status: 'online' as const,
        })),
      )
      .execute();
  });
  const statuses: Relay['statuses'] = [];
  const http = Fastify();
  await http.register(
    webhooks(parts, {
      applyStatus: (_tx, status) => {
        statuses.push(status);
        return Promise.resolve('applied');
      },
      wake: () => undefined,
    }),
  );
  onTestFinished(() => http.close());
  relay = { http, parts, tenantId, accountId, statuses };
});

/** Twilio's signature, written down from its documentation and not from its SDK. */
function sign(url: string, form: Readonly<Record<string, string>>, token = AUTH_TOKEN): string {
  const fields = Object.keys(form).toSorted((a, b) => (a < b ? -1 : 1));
  const signed = url + fields.map((name) => `${name}${form[name]}`).join('');
  return createHmac('sha1', token).update(signed).digest('base64');
}

function inbound(fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    AccountSid: ACCOUNT_SID,
    MessageSid: `SM${randomBytes(16).toString('hex')}`,
    From: 'whatsapp:+5215512345678',
    To: 'whatsapp:+15550100',
    Body: '¿Tienen 40 cajas de M8? 🔩',
    NumMedia: '0',
    SmsStatus: 'received',
    ...fields,
  };
}

interface Delivery {
  readonly path?: string;
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

async function deliver(form: Readonly<Record<string, string>>, delivery: Delivery = {}) {
  const path = delivery.path ?? `/webhooks/twilio/${relay.accountId}/messages`;
  const signature = delivery.signature ?? sign(`${PUBLIC_URL}${path}`, form);
  return relay.http.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      ...(delivery.signature === null ? {} : { 'x-twilio-signature': signature }),
      ...delivery.headers,
    },
    payload: new URLSearchParams(form).toString(),
  });
}

async function count(outcome: string, kind = 'inbound'): Promise<number> {
  const { values } = await relay.parts.metrics.webhooks.get();
  return (
    values.find(({ labels }) => labels.outcome === outcome && labels.kind === kind)?.value ?? 0
  );
}

function stored() {
  return relay.parts.store.inTenant(relay.tenantId, async ({ sql }) => ({
    messages: await sql.selectFrom('messages').selectAll().orderBy('at').execute(),
    conversations: await sql.selectFrom('conversations').selectAll().execute(),
    contacts: await sql.selectFrom('contacts').selectAll().execute(),
    media: await sql.selectFrom('media').selectAll().execute(),
  }));
}

describe('a customer who has never written', () => {
  it('gets a contact and a conversation with an open window', async () => {
    const answer = await deliver(inbound({ ProfileName: 'Ferretería Sol' }));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch('text/xml');
    const { messages, conversations, contacts } = await stored();
    expect(contacts).toMatchObject([
      {
        name: 'Ferretería Sol',
        phone: '+5215512345678',
        country: 'MX',
        opt_in_whatsapp: 'unknown',
      },
    ]);
    expect(conversations).toMatchObject([
      {
        last_inbound_at: NOW,
        unread_count: 1,
        status: 'open',
        owner: 'queue',
        channel: 'whatsapp',
      },
    ]);
    expect(messages).toMatchObject([
      { body: '¿Tienen 40 cajas de M8? 🔩', direction: 'inbound', status: 'received', at: NOW },
    ]);
    expect(conversations[0]?.last_message).toMatchObject({ id: messages[0]?.id, kind: 'text' });
  });

  it('is one contact, though ten messages come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => deliver(inbound({ Body: `line ${i}` }))),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
    const { messages, conversations, contacts } = await stored();
    expect([messages.length, conversations.length, contacts.length]).toEqual([10, 1, 1]);
    expect(conversations[0]?.unread_count).toBe(10);
  });

  it('is the same contact by SMS and WhatsApp, in two conversations', async () => {
    await deliver(inbound());
    await deliver(inbound({ From: '+5215512345678', To: '+15550100' }));
    const { conversations, contacts } = await stored();
    expect([conversations.length, contacts.length]).toEqual([2, 1]);
  });

  it('may have no phone number, and keeps the contact when the number becomes known', async () => {
    await deliver(inbound({ From: 'whatsapp:US.4711', ExternalUserId: 'US.4711' }));
    await deliver(inbound({ ExternalUserId: 'US.4711' }));
    const { conversations, contacts } = await stored();
    expect(contacts).toMatchObject([{ phone: '+5215512345678', whatsapp_user_id: 'US.4711' }]);
    expect(conversations).toMatchObject([{ address: '+5215512345678', unread_count: 2 }]);
  });
});

describe('a message that was seen before', () => {
  it('is answered with 2xx and changes nothing', async () => {
    const form = inbound();
    await deliver(form);
    const before = await stored();
    const answers = await Promise.all([deliver(form), deliver(form)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await stored()).toEqual(before);
    expect(await count('seen')).toBe(2);
  });

  it('is stored once, though all its deliveries come at the same moment', async () => {
    const form = inbound();
    await Promise.all([deliver(form), deliver(form), deliver(form), deliver(form)]);
    expect((await stored()).messages.length).toBe(1);
    expect([await count('stored'), await count('seen')]).toEqual([1, 3]);
  });
});

test('a new token of the account is taken up', async () => {
  const form = inbound();
  const url = `${PUBLIC_URL}/webhooks/twilio/${relay.accountId}/messages`;
  expect((await deliver(form)).statusCode).toBe(200);
  await relay.parts.store.inTenant(relay.tenantId, ({ sql }) =>
    sql
      .updateTable('provider_accounts')
      .set({ credentials: sealCredentials(relay.parts.vault, relay.accountId, 'another') })
      .where('id', '=', relay.accountId)
      .execute(),
  );
  const next = inbound();
  await vi.waitFor(
    async () => {
      const answer = await deliver(next, { signature: sign(url, next, 'another') });
      expect(answer.statusCode).toBe(200);
    },
    { timeout: 5000 },
  );
});

test('media, quoted messages and the ad are kept', async () => {
  const first = inbound({ ReferralHeadline: 'M8 bolts', ReferralSourceUrl: 'https://fb.me/1' });
  await deliver(first);
  await deliver(
    inbound({
      Body: '',
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/media/1',
      MediaContentType0: 'image/jpeg',
      OriginalRepliedMessageSid: first['MessageSid'] ?? '',
    }),
  );
  const { messages, media, conversations } = await stored();
  const quoting = messages.find(({ kind }) => kind === 'media');
  const quoted = messages.find(({ kind }) => kind === 'text');
  expect(quoting?.replies_to_id).toBe(quoted?.id);
  expect(quoted?.referral).toMatchObject({ headline: 'M8 bolts' });
  expect(media).toMatchObject([{ message_id: quoting?.id, content_type: 'image/jpeg' }]);
  expect(conversations).toMatchObject([{ entry_point_clicked_at: NOW, entry_point_ends_at: null }]);
});

describe('what is refused, counted and leaves nothing', () => {
  it.each<[string, () => ReturnType<typeof deliver>, number, string]>([
    ['no signature', () => deliver(inbound(), { signature: null }), 403, 'refused_signature'],
    [
      'signed with another token',
      () => {
        const form = inbound();
        const url = `${PUBLIC_URL}/webhooks/twilio/${relay.accountId}/messages`;
        return deliver(form, { signature: sign(url, form, 'another') });
      },
      403,
      'refused_signature',
    ],
    [
      'signed for another address',
      () => {
        const form = inbound();
        const url = `https://elsewhere.example/webhooks/twilio/${relay.accountId}/messages`;
        return deliver(form, { signature: sign(url, form) });
      },
      403,
      'refused_signature',
    ],
    [
      'changed after it was signed',
      () => {
        const form = inbound();
        const url = `${PUBLIC_URL}/webhooks/twilio/${relay.accountId}/messages`;
        return deliver({ ...form, Body: 'Other' }, { signature: sign(url, form) });
      },
      403,
      'refused_signature',
    ],
    [
      'an account that is not there',
      () => deliver(inbound(), { path: `/webhooks/twilio/${randomUUID()}/messages` }),
      404,
      'refused_account',
    ],
    [
      'an account that is no id',
      () => deliver(inbound(), { path: `/webhooks/twilio/'--/messages` }),
      404,
      'refused_account',
    ],
    [
      'no sender of ours',
      () => deliver(inbound({ To: 'whatsapp:+15550199' })),
      404,
      'refused_sender',
    ],
    ['a missing field', () => deliver(inbound({ From: '' })), 400, 'refused_form'],
    ['nothing at all', () => deliver({}), 400, 'refused_form'],
    [
      'another account’s message',
      () => deliver(inbound({ AccountSid: `AC${'0'.repeat(32)}` })),
      400,
      'refused_form',
    ],
  ])('%s', async (_name, act, status, outcome) => {
    expect((await act()).statusCode).toBe(status);
    expect(await count(outcome)).toBe(1);
    expect((await stored()).contacts).toEqual([]);
    expect((await stored()).messages).toEqual([]);
  });

  const form = 'application/x-www-form-urlencoded';
  it.each([
    ['invalid UTF-8', form, Buffer.from('Body=%FF%FE'), 400, 'inbound', 'refused_form'],
    ['raw bytes', form, Buffer.from([0x42, 0x3d, 0xff, 0xfe]), 400, 'inbound', 'refused_form'],
    ['a body without a type', '', Buffer.from('Body=x'), 415, 'unknown', 'refused_request'],
    ['a body of no type', 'form', Buffer.from('Body=x'), 415, 'unknown', 'refused_request'],
  ])('%s', async (_name, type, payload, expected, kind, outcome) => {
    const { statusCode } = await relay.http.inject({
      method: 'POST',
      url: `/webhooks/twilio/${relay.accountId}/messages`,
      headers: { 'content-type': type, 'x-twilio-signature': 'x' },
      payload,
    });
    expect(statusCode).toBe(expected);
    expect(await count(outcome, kind)).toBe(1);
  });

  it('a body of a megabyte, and the relay goes on', async () => {
    const large = await deliver(inbound({ Body: 'x'.repeat(1024 * 1024) }));
    expect(large.statusCode).toBe(413);
    expect(await count('refused_too_large', 'unknown')).toBe(1);
    expect((await deliver(inbound())).statusCode).toBe(200);
  });
});

function statusPath(token: string): string {
  return `/webhooks/twilio/${relay.accountId}/status?send=${token}`;
}

test('what is genuine counts at either address', async () => {
  const path = `/webhooks/twilio/${relay.accountId}/status`;
  expect((await deliver(inbound(), { path })).statusCode).toBe(204);
  expect((await stored()).messages.length).toBe(1);
  expect((await deliver({ ...inbound(), MessageStatus: 'read' })).statusCode).toBe(200);
  expect(relay.statuses).toMatchObject([{ status: 'read' }]);
  expect([await count('ignored'), await count('ignored', 'status')]).toEqual([0, 0]);
});

describe('a status callback', () => {
  it('reaches the sending with its token, signed with the query', async () => {
    const token = randomUUID();
    const form = { ...inbound(), MessageStatus: 'delivered', SmsStatus: 'delivered' };
    const answer = await deliver(form, { path: statusPath(token) });
    expect(answer.statusCode).toBe(204);
    expect(relay.statuses).toMatchObject([
      { status: 'delivered', token, now: NOW, account: { id: relay.accountId } },
    ]);
  });

  it('is refused with a signature that leaves the query out', async () => {
    const form = { ...inbound(), MessageStatus: 'delivered' };
    const bare = `${PUBLIC_URL}/webhooks/twilio/${relay.accountId}/status`;
    const answer = await deliver(form, {
      path: statusPath(randomUUID()),
      signature: sign(bare, form),
    });
    expect(answer.statusCode).toBe(403);
    expect(relay.statuses).toEqual([]);
  });
});

test('another tenant’s token does not open this tenant’s webhook', async () => {
  const { store, vault } = relay.parts;
  const other = await newTenant(store, 'Other');
  const accountId = randomUUID();
  const token = randomBytes(16).toString('hex');
  await store.inTenant(other, ({ sql }) =>
    sql
      .insertInto('provider_accounts')
      .values({
        tenant_id: other,
        id: accountId,
        provider: 'twilio',
        account_sid: ACCOUNT_SID,
        credentials: sealCredentials(vault, accountId, token),
        created_at: NOW,
      })
      .execute(),
  );
  const form = inbound();
  const url = `${PUBLIC_URL}/webhooks/twilio/${relay.accountId}/messages`;
  expect((await deliver(form, { signature: sign(url, form, token) })).statusCode).toBe(403);
  // Nor does the other tenant have a sender to which this number belongs.
  const path = `/webhooks/twilio/${accountId}/messages`;
  const answer = await deliver(form, {
    path,
    signature: sign(`${PUBLIC_URL}${path}`, form, token),
  });
  expect(answer.statusCode).toBe(404);
  expect((await stored()).messages).toEqual([]);
});
