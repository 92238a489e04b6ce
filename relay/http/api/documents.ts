import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { API_PAGE_PATH, OPENAPI_PATH } from '../../../shared/contract/rest.ts';
import { openApiDocument } from '../../../shared/contract/rest/openapi.ts';
import { apiPage, PAGE_STYLE } from './page.ts';

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');
/** Nothing is loaded and nothing runs; only the page's own style counts. */
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const KEPT = 'public, max-age=300';

/** The API's document, and the same as a page; both for everybody. */
export function apiDocuments(fastify: FastifyInstance, publicUrl: string): void {
  const document = openApiDocument(publicUrl);
  const text = JSON.stringify(document, null, 2);
  const html = apiPage(document);
  fastify.get(OPENAPI_PATH, (_request, reply) =>
    reply.header('cache-control', KEPT).type('application/json').send(text),
  );
  fastify.get(API_PAGE_PATH, (_request, reply) =>
    reply
      .header('content-security-policy', PAGE_POLICY)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', KEPT)
      .type('text/html; charset=utf-8')
      .send(html),
  );
}
