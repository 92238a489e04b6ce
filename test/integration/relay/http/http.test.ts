import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDesktop, signIn } from '../../../support/relay/desktop.ts';
import { runningRelay, type TestRelay } from '../../../support/relay/running-relay.ts';

let relay: TestRelay;
let token: string;
const cleanUps: (() => Promise<void>)[] = [];
beforeAll(async () => {
  relay = await runningRelay({}, (work) => cleanUps.unshift(work));
  token = await signIn(relay.url);
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

const coded = (code: string) => ({ refusal: expect.objectContaining({ code }) });

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(relay.url + path, { headers, redirect: 'manual' });
  const text = await answer.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
  return { status: answer.status, headers: answer.headers, body };
}

describe('health', () => {
  test('is live and ready while everything works', async () => {
    expect(await get('/health/live')).toMatchObject({ status: 200, body: { live: true } });
    expect(await get('/health/ready')).toMatchObject({
      status: 200,
      body: { ready: true, database: true, jobs: true },
    });
  });
});

test('metrics are for this machine alone', async () => {
  await connectDesktop(relay.url, token);
  const here = await get('/metrics');
  expect(here.status).toBe(200);
  expect(here.body).toContain('casement_connected_desktops');
  const proxied = await get('/metrics', { 'x-forwarded-for': '203.0.113.5' });
  expect([proxied.status, proxied.body]).toEqual([403, coded('not_allowed')]);
});

test.each([
  ['/', 404, 'unknown_call'],
  ['/../package.json', 404, 'unknown_call'],
  ['/%00', 404, 'unknown_call'],
  ['/%', 400, 'invalid_input'],
  ['/media/x', 401, 'not_signed_in'],
])('%s is answered with a code and no more', async (path, status, code) => {
  const answer = await get(path);
  expect([answer.status, answer.body]).toEqual([status, coded(code)]);
  expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.ts|node_modules/);
});

test('headers that no client should send do not bring it down', async () => {
  const status = await new Promise((resolve, reject) => {
    request(`${relay.url}/health/live`, { headers: { 'x-much': 'x'.repeat(40_000) } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(431);
  expect((await get('/health/live')).status).toBe(200);
});
