import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { READS } from '../../../../../shared/contract/reads.ts';
import { REST_NAMES, REST_SCHEMAS } from '../../../../../shared/contract/rest.ts';
import { SCOPES } from '../../../../../shared/contract/rest/scopes.ts';
import { addOtherTenant } from '../../../../support/relay/people.ts';
import { runningRelay } from '../../../../support/relay/running-relay.ts';
import { asAdmin } from '../../../../support/relay/sql.ts';
import { addKey, ask, restStage, textTo } from '../../../../support/rest/rest-stage.ts';

const codeOf = (body: unknown): string | undefined =>
  z.object({ code: z.string() }).safeParse(body).data?.code;
const told = z.object({
  value: z.object({ result: z.object({ secret: z.string() }).optional() }),
});

/** A request of every route that gets as far as its own refusal. */
function everyRoute(url: string, secret: string | null) {
  return Promise.all(
    REST_NAMES.map(async (name) => {
      const { method, path } = REST_SCHEMAS[name];
      const body = method === 'GET' ? undefined : {};
      const at = path.replace(/\{\w+\}/, 'none');
      const reply = await ask(url, secret, method, at, body, { 'idempotency-key': randomUUID() });
      return { name, code: codeOf(reply.body), reply };
    }),
  );
}

test('every route asks for its scope, whatever other scopes a key has', async () => {
  const stage = await restStage();
  for (const scope of SCOPES) {
    const without = await addKey(stage.relay, stage.tenantId, {
      scopes: SCOPES.filter((one) => one !== scope),
    });
    for (const { name, code } of await everyRoute(stage.url, without.secret)) {
      const needs = REST_SCHEMAS[name].scope === scope;
      expect([name, scope, code === 'scope_missing']).toEqual([name, scope, needs]);
    }
  }
});

test('no route answers without a key, with a wrong, an expired or a revoked one', async () => {
  const stage = await restStage();
  const { relay, tenantId, desktop, url } = stage;
  const expired = await addKey(relay, tenantId, { expiresAt: relay.parts.clock.now() - 1 });
  const live = await addKey(relay, tenantId);
  const [first] = await everyRoute(url, live.secret);
  expect(first?.code).toBe('invalid_input');
  const input = { keyId: live.id };
  const gone = { id: randomUUID(), name: 'apiKey.revoke', input };
  expect(await desktop.socket.emitWithAck('command', gone)).toMatchObject({ ok: true });
  const wrong = [null, 'csm_live_', `csm_live_${'0'.repeat(64)}`, expired.secret, live.secret];
  for (const secret of wrong) {
    for (const { name, code, reply } of await everyRoute(url, secret)) {
      expect([name, code, reply.status]).toEqual([name, 'api_key_not_valid', 401]);
      expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
    }
  }
});

test('a key is made, rotated and revoked by an admin; its secret is told once and not kept', async () => {
  const stage = await restStage();
  const { desktop, url, relay } = stage;
  const keyId = randomUUID();
  const give = async (name: string, input: object, id: string = randomUUID()): Promise<unknown> =>
    desktop.socket.emitWithAck('command', { id, name, input });
  const create = {
    keyId,
    name: 'Shop',
    scopes: ['templates:read'],
    expiresAt: null,
    requestsPerMinute: 600,
  };
  const command = randomUUID();
  const made = told.parse(await give('apiKey.create', create, command)).value.result?.secret ?? '';
  expect(made).toMatch(/^csm_live_[0-9a-f]{64}$/);
  expect(told.parse(await give('apiKey.create', create, command)).value.result).toBeUndefined();
  const works = async (secret: string) =>
    (await ask(url, secret, 'GET', '/templates')).status === 200;
  expect(await works(made)).toBe(true);

  const turn = { keyId, graceMinutes: 5 };
  const second = told.parse(await give('apiKey.rotate', turn)).value.result?.secret ?? '';
  expect([await works(made), await works(second)]).toEqual([true, true]);
  relay.clock.advance(5 * 60_000);
  expect([await works(made), await works(second)]).toEqual([false, true]);
  const at_once = { keyId, graceMinutes: 0 };
  const third = told.parse(await give('apiKey.rotate', at_once)).value.result?.secret ?? '';
  expect([await works(second), await works(third)]).toEqual([false, true]);
  await give('apiKey.revoke', { keyId });
  expect(await works(third)).toBe(false);

  const asked = { name: 'apiKeys.list', input: {} };
  const said: unknown = await desktop.socket.emitWithAck('ask', asked);
  const { value } = z.object({ value: z.object({ value: z.unknown() }) }).parse(said);
  const { keys } = READS['apiKeys.list'].value.parse(value.value);
  expect(keys.find(({ id }) => id === keyId)).toMatchObject({
    name: 'Shop',
    hint: `${third.slice(0, 13)}…`,
    scopes: ['templates:read'],
    revokedAt: expect.any(Number),
  });
  const audited = await asAdmin(
    relay.databaseUrl,
    `SELECT action, before::text || after::text AS what FROM casement.audit_log WHERE subject_id = $1`,
    [keyId],
  );
  expect(audited.map(({ action }) => action)).toEqual([
    'apiKey.create',
    'apiKey.rotate',
    'apiKey.rotate',
    'apiKey.revoke',
  ]);
  const everything = JSON.stringify([
    audited,
    await asAdmin(relay.databaseUrl, 'SELECT answer::text FROM casement.commands', []),
    await asAdmin(relay.databaseUrl, 'SELECT k::text FROM casement.api_keys k', []),
  ]);
  for (const secret of [made, second, third]) expect(everything).not.toContain(secret);
});

test('a revoked key is refused at once by another relay too', async () => {
  const stage = await restStage();
  const { databaseUrl, secretKey } = stage.relay;
  const other = await runningRelay({ databaseUrl, secretKey, seed: null });
  const { secret, id } = stage.key;
  expect((await ask(other.url, secret, 'GET', '/templates')).status).toBe(200);
  const gone = { id: randomUUID(), name: 'apiKey.revoke', input: { keyId: id } };
  await stage.desktop.socket.emitWithAck('command', gone);
  // The notice is on its way: well before the seconds for which a key is kept are over.
  const end = performance.now() + 3000;
  let status = 200;
  while (status === 200 && performance.now() < end) {
    ({ status } = await ask(other.url, secret, 'GET', '/templates'));
  }
  expect(status).toBe(401);
});

test('a key has its own allowance, and is told what is left of it', async () => {
  const stage = await restStage();
  const { secret } = await addKey(stage.relay, stage.tenantId, { requestsPerMinute: 3 });
  const replies = [];
  for (let at = 0; at < 4; at += 1) replies.push(await ask(stage.url, secret, 'GET', '/templates'));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(replies[0]?.headers.get('ratelimit-policy')).toBe('"key";q=3;w=60');
  expect(replies[0]?.headers.get('ratelimit')).toMatch(/^"key";r=2;t=\d+$/);
  expect(Number(replies[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(codeOf(replies[3]?.body)).toBe('too_many_requests');
  expect((await stage.ask('GET', '/templates')).status).toBe(200);
});

test('a company that may not use REST, or is suspended, is refused', async () => {
  const stage = await restStage();
  const set = (values: string) =>
    asAdmin(
      stage.relay.databaseUrl,
      `INSERT INTO casement.tenant_rules (tenant_id, ${values.split('=')[0]}) VALUES ($1, ${values.split('=')[1]})
       ON CONFLICT (tenant_id) DO UPDATE SET ${values}`,
      [stage.tenantId],
    );
  await set('may_use_rest=false');
  expect(codeOf((await stage.ask('GET', '/templates')).body)).toBe('rest_not_allowed');
  const other = await addKey(stage.relay, stage.tenantId);
  await set('suspended_at=1');
  const reply = await ask(stage.url, other.secret, 'GET', '/templates');
  expect([reply.status, codeOf(reply.body)]).toEqual([403, 'tenant_suspended']);
});

test('a key sees and reaches nothing of another tenant', async () => {
  const stage = await restStage();
  await stage.customer('+34600111222');
  const sent = await stage.send(textTo('+34600111222'));
  const ids = z
    .object({ id: z.uuid(), conversationId: z.uuid(), contactId: z.uuid(), senderId: z.uuid() })
    .parse(sent.body);
  const theirs = await addOtherTenant(stage.relay);
  const { secret } = await addKey(stage.relay, theirs.tenantId);
  const get = async (path: string): Promise<unknown> =>
    (await ask(stage.url, secret, 'GET', path)).body;
  expect(codeOf(await get(`/messages/${ids.id}`))).toBe('message_not_found');
  expect(codeOf(await get(`/contacts/${ids.contactId}`))).toBe('contact_not_found');
  const empty = { items: [], next: null };
  for (const path of [
    '/messages',
    `/messages?conversationId=${ids.conversationId}`,
    `/messages?contactId=${ids.contactId}`,
    '/contacts',
    '/contacts?phone=%2B34600111222',
    '/conversations',
    `/conversations?contactId=${ids.contactId}`,
    '/templates',
  ]) {
    expect([path, await get(path)]).toEqual([path, empty]);
  }
  const post = async (body: unknown): Promise<unknown> => {
    const headers = { 'idempotency-key': randomUUID() };
    return (await ask(stage.url, secret, 'POST', '/messages', body, headers)).body;
  };
  const content = { type: 'text', text: 'Hello' };
  const to = { contactId: ids.contactId };
  expect(codeOf(await post({ to, content }))).toBe('contact_not_found');
  const byTheirs = { ...textTo('+34600111222'), senderId: ids.senderId };
  expect(codeOf(await post(byTheirs))).toBe('sender_not_found');
  const edit = await ask(stage.url, secret, 'PATCH', `/contacts/${ids.contactId}`, { name: 'X' });
  expect(codeOf(edit.body)).toBe('contact_not_found');
});
