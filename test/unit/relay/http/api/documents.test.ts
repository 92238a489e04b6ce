import { join } from 'node:path';
import prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { apiMarkdown } from '../../../../../relay/http/api/markdown.ts';
import { apiPage } from '../../../../../relay/http/api/page.ts';
import { REFUSALS } from '../../../../../shared/contract/errors.ts';
import { REST_NAMES, REST_ROUTES, REST_SCHEMAS } from '../../../../../shared/contract/rest.ts';
import { openApiDocument, refusalsOf } from '../../../../../shared/contract/rest/openapi.ts';
import { PROBLEM_STATUS } from '../../../../../shared/contract/rest/problem.ts';
import { SCOPE_TEXTS, SCOPES } from '../../../../../shared/contract/rest/scopes.ts';

const FILE = join(import.meta.dirname, '../../../../../docs/api.md');
const document = openApiDocument('https://relay.example');

describe('the OpenAPI document', () => {
  it('has every route with its scope, its parameters and its refusals', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.map(({ operation }) => operation.operationId).toSorted()).toEqual(
      [...REST_NAMES].toSorted(),
    );
    for (const { path, method, operation } of operations) {
      const route = REST_SCHEMAS[operation.operationId];
      expect([path, method.toUpperCase()]).toEqual([route.path, route.method]);
      expect(operation.security).toEqual([{ apiKey: [route.scope] }]);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = operation.parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name, required }) => [name, required])).toEqual(
        named.map((name) => [name, true]),
      );
      const said = JSON.stringify(operation.responses);
      for (const code of refusalsOf(REST_ROUTES[operation.operationId])) {
        expect(said).toContain(`\`${code}\``);
      }
    }
    expect(JSON.stringify(document)).not.toContain('__proto__');
  });

  it('says what a message to be sent must look like', () => {
    const content = document.paths['/messages']?.['post']?.requestBody?.content;
    expect(content).toMatchObject({
      'application/json': {
        schema: {
          type: 'object',
          required: ['to', 'content'],
          additionalProperties: false,
          properties: { orderReference: { maxLength: 128 } },
        },
      },
    });
  });
});

it('every scope has its words, and is needed by a route', () => {
  expect(Object.keys(SCOPE_TEXTS)).toEqual(SCOPES);
  expect(new Set(REST_NAMES.map((name) => REST_ROUTES[name].scope))).toEqual(new Set(SCOPES));
});

it('every status belongs to a refusal that there is', () => {
  for (const code of Object.keys(PROBLEM_STATUS)) expect(Object.keys(REFUSALS)).toContain(code);
});

describe('the page', () => {
  const page = apiPage(document);

  it('has a heading for every route and a row for every refusal', () => {
    for (const name of REST_NAMES) expect(page).toContain(`<h3 id="${name}">`);
    for (const code of Object.keys(REFUSALS)) expect(page).toContain(`<code id="${code}">`);
  });

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=|style=/);
  });
});

it('docs/api.md is what the contract says (write it anew with `vitest run -u`)', async () => {
  const options = await prettier.resolveConfig(FILE);
  const text = await prettier.format(apiMarkdown(document), { ...options, filepath: FILE });
  await expect(text).toMatchFileSnapshot(FILE);
});
