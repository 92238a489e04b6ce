import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REST_NAMES, REST_SCHEMAS } from '../../../../../shared/contract/rest.ts';
import { problemDetails } from '../../../../../shared/contract/rest/problem.ts';
import { rowsOf } from '../../../../support/relay/tenant-rows.ts';
import { addKey, ask, restStage } from '../../../../support/rest/rest-stage.ts';

const NUL = String.fromCodePoint(0);

test('no garbage makes a fault of the relay, and nothing of it is stored', async () => {
  const stage = await restStage();
  const { databaseUrl } = stage.relay;
  const { secret } = await addKey(stage.relay, stage.tenantId);
  await ask(stage.url, secret, 'GET', '/templates');
  const kept = async () => {
    const {
      api_keys: _keys,
      api_requests: _answers,
      ...rest
    } = await rowsOf(databaseUrl, stage.tenantId);
    return rest;
  };
  const before = await kept();
  const to = fc.constantFrom(
    { phone: '+34600111222' },
    { phone: '+1' },
    { contactId: randomUUID() },
    {},
  );
  const words = fc.constantFrom(`a${NUL}b`, '\uD800', '', 'x'.repeat(1601), 'Hello');
  const almost = fc.record({
    to,
    content: fc.oneof(
      fc.record({ type: fc.constant('text'), text: words }),
      fc.record({
        type: fc.constant('template'),
        template: fc.record({ name: words, language: fc.constant('en') }),
      }),
    ),
    orderReference: fc.option(words, { nil: undefined }),
  });
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('', '{', '{"__proto__":{"a":1}}', `"${'x'.repeat(70_000)}"`, 'null', '[]'),
    almost.map((value) => JSON.stringify(value)),
  );
  const type = fc.constantFrom(
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
  );
  const idempotency = fc.constantFrom(undefined, '', 'x'.repeat(129), 'a key', randomUUID());
  const id = fc.constantFrom('x', '%00', '..%2f', randomUUID(), 'ÿ', '%ff');
  const query = fc.constantFrom(
    '',
    '?limit=0',
    '?limit=1e9',
    '?limit=1&limit=2',
    '?cursor=WzEsMl0',
    '?cursor=%00',
    `?cursor=${Buffer.from(`[1e300,"${randomUUID()}"]`).toString('base64url')}`,
    `?cursor=${Buffer.from(`[9007199254740991,"${randomUUID()}"]`).toString('base64url')}`,
    '?phone=1',
    '?orderReference=%00',
    '?unknown=1',
    `?contactId=${randomUUID()}`,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...REST_NAMES),
      id,
      query,
      body,
      type,
      idempotency,
      async (name, one, asked, text, contentType, key) => {
        const { method, path, answer } = REST_SCHEMAS[name];
        const headers = {
          ...(method === 'GET' ? {} : { 'content-type': contentType }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        };
        const at = path.replace('{id}', one) + asked;
        const reply = await ask(
          stage.url,
          secret,
          method,
          at,
          method === 'GET' ? undefined : text,
          headers,
        );
        expect([at, text, reply.status < 500]).toEqual([at, text, true]);
        const schema = reply.status < 300 ? answer : problemDetails;
        expect([at, reply.body, schema.safeParse(reply.body).success]).toEqual([
          at,
          reply.body,
          true,
        ]);
      },
    ),
    { numRuns: 300 },
  );
  expect(await kept()).toEqual(before);
});

test('what is no route is refused like one: 401 without a key, 404 with it', async () => {
  const stage = await restStage();
  expect((await ask(stage.url, null, 'GET', '/nothing')).status).toBe(401);
  const known = await stage.ask('DELETE', '/messages');
  expect([known.status, known.body]).toMatchObject([404, { code: 'unknown_call' }]);
});
