import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  approvalFetch,
  approvalFields,
  contentAndApprovals,
  contentResource,
} from '../content/content-resource.ts';
import { searchContents } from '../content/content-search.ts';
import { readChange, readCreation } from '../content/content-types.ts';
import { submit } from '../content/approval.ts';
import type { Engine } from '../core/engine.ts';
import type { ContentRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { Refusal } from '../platform/refusal.ts';
import { authenticate, filtersOf, pathPart, queryOf } from './context.ts';
import { cutPage, pageMeta, readPageRequest } from './paging.ts';

const DEFAULT_PAGE = 50;
const HOST = 'https://content.twilio.com';

/** The Content API: v1 in full but for LegacyContent, and the searches of v2. */
export function contentRoutes(app: FastifyInstance, engine: Engine): void {
  app.post('/v1/Content', (request, reply) => {
    const account = authenticate(engine, request);
    const { friendly_name, language, variables, types } = readCreation(request.body);
    const now = engine.clock.now();
    const content: ContentRecord = {
      sid: engine.nextSid('HX', account.sid),
      friendlyName: friendly_name ?? null,
      language,
      variables: variables ?? {},
      types,
      dateCreated: now,
      dateUpdated: now,
      approval: null,
    };
    engine.record({ type: 'content', account: account.sid, content }, now);
    return reply.code(201).send(contentResource(account.sid, content));
  });

  app.get('/v1/Content/:sid', (request) => {
    const account = authenticate(engine, request);
    return contentResource(account.sid, contentIn(account, request));
  });

  app.put('/v1/Content/:sid', (request) => {
    const account = authenticate(engine, request);
    const known = contentIn(account, request);
    if (known.approval !== null) {
      throw new Refusal(20001, `Content ${known.sid} was submitted for approval and is locked.`);
    }
    const change = readChange(request.body);
    const content: ContentRecord = {
      ...known,
      friendlyName: change.friendly_name ?? known.friendlyName,
      language: change.language ?? known.language,
      variables: change.variables ?? known.variables,
      types: change.types,
      dateUpdated: engine.clock.now(),
    };
    engine.record({ type: 'content', account: account.sid, content });
    return contentResource(account.sid, content);
  });

  app.delete('/v1/Content/:sid', (request, reply) => {
    const account = authenticate(engine, request);
    const { sid } = contentIn(account, request);
    engine.record({ type: 'content-removed', account: account.sid, sid });
    return reply.code(204).send();
  });

  app.post('/v1/Content/:sid/ApprovalRequests/whatsapp', (request, reply) => {
    const account = authenticate(engine, request);
    const approval = submit(engine, account, contentIn(account, request), request.body);
    return reply.code(201).send(approvalFields(approval));
  });

  app.get('/v1/Content/:sid/ApprovalRequests', (request) => {
    const account = authenticate(engine, request);
    return approvalFetch(account.sid, contentIn(account, request));
  });

  listRoute(app, engine, '/v1/Content', contentResource);
  listRoute(app, engine, '/v2/Content', contentResource);
  listRoute(app, engine, '/v1/ContentAndApprovals', contentAndApprovals);
  listRoute(app, engine, '/v2/ContentAndApprovals', contentAndApprovals);
}

function listRoute(
  app: FastifyInstance,
  engine: Engine,
  path: string,
  resource: (account: string, content: ContentRecord) => Record<string, unknown>,
): void {
  app.get(path, (request) => {
    const account = authenticate(engine, request);
    const query = queryOf(request);
    const all = [...account.contents.values()];
    const found = path.startsWith('/v2') ? searchContents(all, query) : all.toReversed();
    const page = cutPage(found, readPageRequest(query, DEFAULT_PAGE), filtersOf(request));
    return {
      contents: page.items.map((content) => resource(account.sid, content)),
      meta: pageMeta(page, HOST + path, 'contents'),
    };
  });
}

function contentIn(account: AccountState, request: FastifyRequest): ContentRecord {
  const content = account.contents.get(pathPart(request, 'sid'));
  if (content === undefined) throw new Refusal(20404, request.url.replace(/\?.*$/, ''));
  return content;
}
