import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fastifyCookie } from '@fastify/cookie';
import Fastify, {
  type FastifyInstance,
  type FastifyPluginCallback,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  CONTACT_FILES_PREFIX,
  CONTACT_UPLOAD_PATH,
} from '../../../shared/contract/bridge/contacts.ts';
import type { App } from '../../app.ts';
import { detailOf, type Log } from '../../log.ts';
import { contentPolicy } from '../common/content-policy.ts';
import { HostError } from '../common/host-error.ts';
import { contactFileAnswer } from '../common/contact-files-answer.ts';
import { mediaResponse } from '../common/media-response.ts';
import { contactUploadAnswer, uploadAnswer } from '../common/upload-answer.ts';
import {
  guard,
  hostNames,
  isOwnOrigin,
  refusedRequest,
  refusedSocket,
  type Refused,
} from './front-door.ts';
import { createGate, type Visitor } from './gate.ts';
import { withTabToken, type Pages } from './pages.ts';
import { bridgeSocket } from './socket.ts';

export interface WebHostOptions {
  readonly app: App;
  readonly pages: Pages;
  /** 0: any that is free. */
  readonly port: number;
  /** A clock in ms, for what lasts a limited time. */
  readonly now: () => number;
  readonly log: Log;
  /** How long the headers of a request, a small body or a handshake may take, ms; 10 s by default. */
  readonly patience?: number;
  /** How long a picked file may stop coming, ms; 30 s by default. */
  readonly fileIdle?: number;
}

export interface WebHost {
  readonly port: number;
  /** The address to give to the person, with the token that lets a browser in. */
  readonly openUrl: string;
  /** An address that works once and soon, for a command line that others can read. */
  readonly ticketUrl: () => string;
  readonly close: () => Promise<void>;
}

const PATIENCE_MS = 10_000;
/** How often it is looked for connections that are too slow. */
const LOOK_MS = 1000;
/** A picked file must keep coming, ms: it may be large, and the way to this machine a tunnel. */
const FILE_IDLE_MS = 30_000;
/** And it must be there after this time, ms. */
const REQUEST_MS = 30 * 60_000;
/** A browser has some for each tab; other programs of this machine may knock as well. */
const MOST_CONNECTIONS = 2000;

const UPLOAD_PREFIX = '/upload/';
const LONG = [UPLOAD_PREFIX, CONTACT_UPLOAD_PATH];

const LOCKED_OUT =
  'Open Casement with the address that it printed when it was started.\n' +
  'It lets this browser in until Casement is stopped.\n';
const NOT_OURS = 'Only Casement’s own page may do this.\n';
const NOT_BUILT = 'The interface has not been built yet. Run "npm run build", then reload.\n';

/**
 * Serves the interface and bridges it to the core, for this machine only.
 *
 * @throws {HostError} when the port is not free
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { app, pages } = options;
  const gate = createGate(options.now);
  const patience = options.patience ?? PATIENCE_MS;
  const server = Fastify({
    forceCloseConnections: true,
    requestTimeout: Math.max(patience, REQUEST_MS),
    http: { headersTimeout: patience, connectionsCheckingInterval: Math.min(patience, LOOK_MS) },
  });
  server.server.maxConnections = MOST_CONNECTIONS;
  server.addHook('preParsing', (request, _reply, payload, done) => {
    // Nothing but a file is long.
    if (!LONG.some((path) => request.url.startsWith(path))) awaitBody(request.raw, patience);
    done(null, payload);
  });
  let port = options.port;
  const cookieName = (): string => `casement-${port}`;
  const visitor = (cookies: string | undefined): Visitor | null =>
    gate.visitor(server.parseCookie(cookies ?? '')[cookieName()]);
  const newTab = (cookies: string | undefined) => visitor(cookies)?.newTab() ?? null;
  await server.register(fastifyCookie);

  server.get<{ Querystring: { token?: unknown } }>('/open', async (request, reply) => {
    const { token } = request.query;
    const cookie = typeof token === 'string' ? gate.exchange(token) : null;
    if (cookie === null) return reply.code(401).type('text/plain').send(LOCKED_OUT);
    const crumbs = { path: '/', httpOnly: true, sameSite: 'strict' } as const;
    return reply.setCookie(cookieName(), cookie, crumbs).redirect('/', 303);
  });

  await server.register(async (inside) => {
    inside.addHook('onRequest', async (request, reply) => {
      if (visitor(request.headers.cookie) !== null) return;
      await reply.code(401).type('text/plain').send(LOCKED_OUT);
    });
    await insideRoutes(inside, app, pages, newTab, options.fileIdle ?? FILE_IDLE_MS);
  });
  server.setNotFoundHandler((_request, reply) => nothingHere(reply));
  server.setErrorHandler((error, _request, reply) => {
    if (isTheirs(error)) return nothingHere(reply);
    options.log({ level: 'error', event: 'web.request_failed', detail: detailOf(error) });
    return reply.code(500).type('text/plain').send('Casement could not answer this.\n');
  });

  const socket = bridgeSocket(server.server, app, visitor, patience);
  guard(
    server.server,
    (request) => refusedRequest(request, hostNames(port)),
    (request): Refused | null =>
      refusedSocket(request, hostNames(port)) ??
      (visitor(request.headers.cookie) === null ? { status: 403, why: LOCKED_OUT } : null),
  );
  await listen(server, options.port);
  port = portOf(server);

  const open = (token: string): string => `http://127.0.0.1:${port}/open?token=${token}`;
  return {
    port,
    openUrl: open(gate.startToken),
    ticketUrl: () => open(gate.ticket()),
    close: async () => {
      socket.close();
      await server.close();
      await pages.close();
    },
  };
}

/** Whether an error says that the request was wrong, such as a path that leads out of the folder. */
function isTheirs(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null;
  return typeof status === 'number' && status >= 400 && status < 500;
}

function nothingHere(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain').send('There is nothing here.\n');
}

async function insideRoutes(
  inside: FastifyInstance,
  app: App,
  pages: Pages,
  newTab: (cookies: string | undefined) => string | null,
  fileIdle: number,
): Promise<void> {
  inside.get('/', async (request, reply) => {
    const page = await pages.page(request.url);
    const tab = newTab(request.headers.cookie);
    if (page === null || tab === null) return reply.code(503).type('text/plain').send(NOT_BUILT);
    const strict = contentPolicy([`ws://${request.host}`]);
    return reply
      .header('content-security-policy', pages.looserPolicy?.(strict) ?? strict)
      .type('text/html; charset=utf-8')
      .send(withTabToken(page, tab));
  });
  inside.get<{ Params: { id: string } }>('/media/:id', async (request, reply) => {
    const range = request.headers.range ?? null;
    const answer = await mediaResponse(app.media, request.params.id, range);
    return reply.code(answer.status).headers(answer.headers).send(Buffer.from(answer.body));
  });
  inside.get(`${CONTACT_FILES_PREFIX}*`, async (request, reply) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const { status, headers, body } = await contactFileAnswer(
      app.contactFiles,
      pathname,
      searchParams,
    );
    const bytes = typeof body === 'string' ? body : Readable.from(body, { objectMode: false });
    return reply.code(status).headers(headers).send(bytes);
  });
  await inside.register(uploads(app, fileIdle));
  await pages.serve(inside);
}

/** A header of the request by its name in lower case; null: it is not there. */
type Header = (name: string) => string | null;

/** A route that takes a file of its own page alone, as long as it keeps coming. */
function taking(
  idle: number,
  answerTo: (id: string, header: Header, bytes: AsyncIterable<Buffer>) => Promise<unknown>,
) {
  return async (
    request: FastifyRequest<{ Params: { id?: string } }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    if (!isOwnOrigin(request.raw)) {
      return reply.code(403).header('connection', 'close').type('text/plain').send(NOT_OURS);
    }
    const header: Header = (name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : null;
    };
    const bytes = keepsComing(request.raw, idle);
    const answer = await answerTo(request.params.id ?? '', header, bytes);
    return reply.type('application/json').send(answer);
  };
}

/** Takes picked files. The bytes go to the core as they come, never into a parser. */
function uploads(app: App, idle: number): FastifyPluginCallback {
  return (inside, _options, done) => {
    inside.removeAllContentTypeParsers();
    inside.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(null);
    });
    inside.post(
      `${UPLOAD_PREFIX}:id`,
      taking(idle, (id, header, bytes) => uploadAnswer(app.upload, id, header, bytes)),
    );
    inside.post(
      CONTACT_UPLOAD_PATH,
      taking(idle, (_id, header, bytes) => contactUploadAnswer(app.contactFiles, header, bytes)),
    );
    done();
  };
}

/** Cuts a request off whose body is not there after so many ms. */
function awaitBody(request: IncomingMessage, patience: number): void {
  const { headers } = request;
  if (headers['transfer-encoding'] === undefined && !Number(headers['content-length'] ?? 0)) return;
  const late = setTimeout(() => request.destroy(), patience);
  request.once('end', () => clearTimeout(late));
  request.once('close', () => clearTimeout(late));
}

/** The pieces of a file as they come; one that stops coming is cut off. */
async function* keepsComing(request: IncomingMessage, idle: number): AsyncGenerator<Buffer, void> {
  const late = setTimeout(() => request.destroy(), idle);
  // What is not read must not end the connection: the answer still goes through it.
  const pieces: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  try {
    for await (const piece of pieces) {
      late.refresh();
      yield piece;
    }
  } finally {
    clearTimeout(late);
  }
}

async function listen(server: FastifyInstance, port: number): Promise<void> {
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is in use' : 'may not be used by this account';
    throw new HostError(`Port ${port} ${why}.`, 'Choose another: --port 4381, or 0 for any.');
  }
}

function portOf(server: FastifyInstance): number {
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was opened');
  return address.port;
}
