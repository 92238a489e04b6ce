import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../core/engine.ts';
import type { Faults, RequestFault } from '../core/faults.ts';
import { Refusal } from '../platform/refusal.ts';
import { authenticate, pathPart } from './context.ts';

const SEND_PATH = /^\/2010-04-01\/Accounts\/[^/]+\/Messages\.json(\?|$)/;

/** Lets the faults of requests strike: before the request is handled or after it was accepted. */
export class FaultyConnections {
  readonly #engine: Engine;
  readonly #faults: Faults;
  readonly #after = new WeakMap<FastifyRequest, RequestFault>();
  readonly #held = new Map<FastifyRequest, NodeJS.Timeout>();

  constructor(engine: Engine, faults: Faults) {
    this.#engine = engine;
    this.#faults = faults;
  }

  /** Before the request is handled. Wrong credentials are answered first, as Twilio does. */
  async before(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const account = authenticate(this.#engine, request);
    if (pathPart(request, 'account') !== '' && pathPart(request, 'account') !== account.sid) return;
    const isSend = request.method === 'POST' && SEND_PATH.test(request.url);
    const fault = this.#faults.forRequest(account.sid, isSend);
    if (fault === null) return;
    const { kind } = fault;
    const detail = `${request.method} ${request.url}`;
    this.#engine.record({ type: 'fault', account: account.sid, kind, sid: null, detail });
    if (kind === 'error-after' || kind === 'timeout-after') {
      this.#after.set(request, fault);
      return;
    }
    await this.#strike(fault, request, reply);
  }

  /** Once the answer stands and before it goes out. */
  async after(request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<unknown> {
    const fault = this.#after.get(request);
    if (fault === undefined || reply.statusCode >= 400) return answer;
    this.#after.delete(request);
    if (fault.kind === 'error-after') {
      const refusal = new Refusal(fault.status === 503 ? 20503 : 20500);
      reply.code(refusal.status);
      reply.removeHeader('content-length');
      return JSON.stringify(refusal.body);
    }
    if (fault.kind === 'timeout-after') await this.#hang(fault, request);
    return answer;
  }

  /** Lets go of every connection that is still held. */
  close(): void {
    for (const [request, timer] of this.#held) {
      clearTimeout(timer);
      request.raw.socket.destroy();
    }
    this.#held.clear();
  }

  async #strike(fault: RequestFault, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (fault.kind === 'too-many-requests') throw new Refusal(20429);
    if (fault.kind === 'timeout-before') {
      reply.hijack();
      await this.#hang(fault, request);
      return;
    }
    throw new Refusal('status' in fault && fault.status === 503 ? 20503 : 20500);
  }

  /** Never answers: resets the connection, at once or after holding it. */
  async #hang(
    fault: Extract<RequestFault, { how: string }>,
    request: FastifyRequest,
  ): Promise<void> {
    const { socket } = request.raw;
    if (fault.how === 'reset') {
      socket.resetAndDestroy();
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => socket.destroy(), fault.holdMs);
      this.#held.set(request, timer);
      socket.once('close', () => {
        clearTimeout(timer);
        this.#held.delete(request);
        resolve();
      });
    });
  }
}
