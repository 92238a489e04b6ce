import type { FastifyInstance, FastifyRequest } from 'fastify';
import { REST_BASE } from '../../shared/contract/rest.ts';
import { SIGN_IN_PATH } from '../../shared/contract/sign-in.ts';
import type { Door, Limits } from '../limits/limits.ts';
import { type Pace, UPLOAD_PACE, watchPace } from './body-pace.ts';
import { sendRefusal } from './refusals.ts';

const WEBHOOKS = '/webhooks/';
/** What watches over the relay comes from it, and often. */
const NEVER_SHUT = new Set(['/health/live', '/health/ready', '/metrics']);
/** A body up to this size comes in one go; a larger one, such as a file, only has to keep coming. */
const SMALL_BODY = 1024 * 1024;
const RETRY_AFTER_SECONDS = '60';

export interface GuardOptions {
  readonly limits: Pick<Limits, 'isShut' | 'refused' | 'genuine'>;
  /** How long a small body may take, in ms. */
  readonly patience: number;
  /** How a large one must come. */
  readonly uploadPace?: Pace;
}

function doorOf(request: FastifyRequest): Door {
  return request.url.startsWith(WEBHOOKS) ? 'webhook' : 'stranger';
}

/** Without one there is nothing to wait for: a long answer takes the time that it takes. */
function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Whether an answer says that a stranger was turned away, rather than a person's wish. */
function isRefusal(request: FastifyRequest, status: number): boolean {
  if (doorOf(request) === 'webhook') return status >= 400 && status < 500;
  const { url } = request.routeOptions;
  if (status === 404) return url === undefined;
  // Whoever has a key that may not do this is no stranger.
  if (status === 403 && url?.startsWith(REST_BASE) === true) return false;
  return status === 401 || status === 403 || (status === 429 && url === SIGN_IN_PATH);
}

/**
 * Stands before every route: an address from which too much was refused is answered 429 with
 * `Retry-After` before anything is read or looked up, and a body that does not come is not
 * waited for.
 */
export function guardRoutes(
  app: FastifyInstance,
  { limits, patience, uploadPace = UPLOAD_PACE }: GuardOptions,
): void {
  const shutOut = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', async (request, reply) => {
    if (NEVER_SHUT.has(request.routeOptions.url ?? '')) return undefined;
    if (await limits.isShut(doorOf(request), request.ip)) {
      // Not counted again, or one who only asks again would stay shut out.
      shutOut.add(request);
      return sendRefusal(
        reply.header('retry-after', RETRY_AFTER_SECONDS).header('connection', 'close'),
        429,
        'too_many_attempts',
      );
    }
    return undefined;
  });
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (!hasBody(request)) {
      done(null, payload);
      return;
    }
    const { bodyLimit } = request.routeOptions;
    const inOneGo = { stretch: patience, least: Infinity, total: patience };
    const pace = bodyLimit > SMALL_BODY ? uploadPace : inOneGo;
    const there = watchPace(request.raw.socket, pace, () => request.raw.destroy());
    request.raw.once('end', there);
    request.raw.once('close', there);
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const door = doorOf(request);
    const { statusCode: status } = reply;
    if (!shutOut.has(request) && isRefusal(request, status)) limits.refused(door, request.ip);
    if (door === 'webhook' && status < 300) limits.genuine(request.ip);
    done();
  });
}
