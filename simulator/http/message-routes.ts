import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../core/engine.ts';
import type { MediaRecord, MessageRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { acceptMessage } from '../messages/accept-message.ts';
import { isListed, isMediaListed } from '../messages/list-filter.ts';
import { mediaResource, messagePath, messageResource } from '../messages/message-resource.ts';
import { readSendRequest } from '../messages/send-request.ts';
import { Refusal } from '../platform/refusal.ts';
import { authenticate, filtersOf, formOf, pathPart, queryOf } from './context.ts';
import { cutPage, pageFields, readPageRequest } from './paging.ts';

const BASE = '/2010-04-01/Accounts/:account';
const DEFAULT_PAGE = 50;
/** Only a message that will not change any more can be redacted or deleted (error 20009). */
const FINAL = new Set([
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'received',
  'read',
  'canceled',
]);

/** The Messages of the 2010 API with their Media. */
export function messageRoutes(app: FastifyInstance, engine: Engine): void {
  const accountOf = (request: FastifyRequest): AccountState => {
    const account = authenticate(engine, request);
    if (account.sid !== pathPart(request, 'account')) throw new Refusal(20003);
    return account;
  };

  app.post(`${BASE}/Messages.json`, (request, reply) => {
    const account = accountOf(request);
    const message = send(engine, account, request);
    return reply.code(201).send(messageResource(account.sid, message));
  });

  app.get(`${BASE}/Messages.json`, (request) => {
    const account = accountOf(request);
    const query = queryOf(request);
    // Newest first; of the same moment, the later one first.
    const found = [...account.messages.values()]
      .filter((message) => isListed(message, query))
      .toReversed();
    found.sort((one, other) => other.dateCreated - one.dateCreated);
    const page = cutPage(found, readPageRequest(query, DEFAULT_PAGE), filtersOf(request));
    const messages = page.items.map((message) => messageResource(account.sid, message));
    const base = `/2010-04-01/Accounts/${account.sid}/Messages.json`;
    return { messages, ...pageFields(page, base) };
  });

  app.get(`${BASE}/Messages/:file`, (request) => {
    const account = accountOf(request);
    return messageResource(account.sid, messageIn(account, request));
  });

  app.post(`${BASE}/Messages/:file`, (request) => {
    const account = accountOf(request);
    const message = messageIn(account, request);
    update(engine, account, message, request);
    return messageResource(account.sid, messageIn(account, request));
  });

  app.delete(`${BASE}/Messages/:file`, (request, reply) => {
    const account = accountOf(request);
    const message = messageIn(account, request);
    if (!FINAL.has(message.status)) throw new Refusal(20009, 'delete');
    engine.record({ type: 'message-removed', account: account.sid, sid: message.sid });
    return reply.code(204).send();
  });

  app.get(`${BASE}/Messages/:message/Media.json`, (request) => {
    const account = accountOf(request);
    const message = findMessage(account, request, pathPart(request, 'message'));
    const query = queryOf(request);
    const found = isMediaListed(message, query) ? message.media : [];
    const page = cutPage(found, readPageRequest(query, DEFAULT_PAGE), filtersOf(request));
    const media_list = page.items.map((media) => mediaResource(account.sid, message, media));
    const base = `${messagePath(account.sid, message.sid)}/Media.json`;
    return { media_list, ...pageFields(page, base) };
  });

  app.get(`${BASE}/Messages/:message/Media/:file`, (request, reply) => {
    const account = accountOf(request);
    const { message, media, isResource } = mediaIn(account, request);
    if (isResource) return mediaResource(account.sid, message, media);
    return sendBytes(reply, media);
  });

  app.delete(`${BASE}/Messages/:message/Media/:file`, (request, reply) => {
    const account = accountOf(request);
    const { message, media } = mediaIn(account, request);
    const { sid } = message;
    engine.record({ type: 'media-removed', account: account.sid, sid, mediaSid: media.sid });
    return reply.code(204).send();
  });
}

/** Accepts or refuses a send; either way the log has it. */
function send(engine: Engine, account: AccountState, request: FastifyRequest): MessageRecord {
  const form = formOf(request);
  try {
    return acceptMessage(engine, account, readSendRequest(account, form));
  } catch (error) {
    if (error instanceof Refusal) {
      engine.record({
        type: 'refused',
        account: account.sid,
        code: error.code,
        status: error.status,
        to: form.get('To'),
        from: form.get('From'),
        body: form.get('Body'),
      });
    }
    throw error;
  }
}

function update(
  engine: Engine,
  account: AccountState,
  message: MessageRecord,
  request: FastifyRequest,
): void {
  const form = formOf(request);
  const status = form.get('Status');
  const body = form.get('Body');
  if (status !== null) {
    if (status !== 'canceled') throw new Refusal(20001, 'Status can only be canceled.');
    // Only scheduled messages can be canceled, and those need a Messaging Service.
    throw new Refusal(30409);
  }
  if (body === null) return;
  if (body !== '') throw new Refusal(20001, 'Body can only be set to an empty string.');
  if (!FINAL.has(message.status)) throw new Refusal(20009, 'redact');
  engine.record({ type: 'redacted', account: account.sid, sid: message.sid });
}

function messageIn(account: AccountState, request: FastifyRequest): MessageRecord {
  return findMessage(account, request, pathPart(request, 'file').replace(/\.json$/, ''));
}

function findMessage(account: AccountState, request: FastifyRequest, sid: string): MessageRecord {
  const message = account.messages.get(sid);
  if (message === undefined) throw new Refusal(20404, request.url.replace(/\?.*$/, ''));
  return message;
}

function mediaIn(
  account: AccountState,
  request: FastifyRequest,
): { message: MessageRecord; media: MediaRecord; isResource: boolean } {
  const message = findMessage(account, request, pathPart(request, 'message'));
  const file = pathPart(request, 'file');
  const media = message.media.find((one) => one.sid === file.replace(/\.json$/, ''));
  if (media === undefined) throw new Refusal(20404, request.url.replace(/\?.*$/, ''));
  return { message, media, isResource: file.endsWith('.json') };
}

function sendBytes(reply: FastifyReply, media: MediaRecord): FastifyReply {
  return reply.type(media.contentType).send(Buffer.from(media.base64, 'base64'));
}
