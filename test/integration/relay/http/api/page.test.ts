import { expect, test } from 'vitest';
import { runningRelay } from '../../../../support/relay/running-relay.ts';

test('the document and its page are there for everybody, the page under a strict policy', async () => {
  const { url } = await runningRelay();
  const document = await fetch(`${url}/api/v1/openapi.json`);
  expect([document.status, document.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  expect(await document.json()).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: `${url}/api/v1` }],
  });
  const page = await fetch(`${url}/api`);
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  );
  expect(await page.text()).toContain('<title>Casement REST API</title>');
});
