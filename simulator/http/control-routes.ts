import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { importedContent } from '../content/import-contents.ts';
import { faultSchema } from '../core/faults.ts';
import { APPROVAL_STATUSES, customerRecord, SENDER_STATUSES } from '../core/records.ts';
import { historyEntry } from '../customers/history.ts';
import { writtenMessage } from '../customers/written-message.ts';
import { Refusal } from '../platform/refusal.ts';
import type { SimulatedAccount, Simulator } from '../simulator.ts';
import { pathPart, queryOf } from './context.ts';

const url = z.url().nullable().optional();

const bodies = {
  account: z.strictObject({
    sid: z.string().regex(/^AC[0-9a-f]{32}$/),
    authToken: z.string().min(1),
  }),
  advance: z.strictObject({ ms: z.number().min(0) }),
  sender: z.strictObject({
    address: z.string().regex(/^(whatsapp:)?\+[1-9]\d{6,14}$/),
    displayName: z.string(),
    callbackUrl: url,
    statusCallbackUrl: url,
    fallbackUrl: url,
    status: z.enum(SENDER_STATUSES).optional(),
  }),
  callbacks: z.strictObject({ callbackUrl: url, statusCallbackUrl: url, fallbackUrl: url }),
  customer: z.strictObject({
    address: z.string().optional(),
    externalUserId: z.string().optional(),
    profileName: z.string(),
    language: z.string().optional(),
    readsAfterMs: customerRecord.shape.readsAfterMs.optional(),
    deliversAfterMs: customerRecord.shape.deliversAfterMs.optional(),
    replies: customerRecord.shape.replies.optional(),
    failsWith: customerRecord.shape.failsWith.optional(),
  }),
  reads: z.strictObject({ sid: z.string() }),
  sender_only: z.strictObject({ sender: z.string().optional() }).default({}),
  fails: z.strictObject({ code: z.number().int().nullable() }),
  history: z.strictObject({ messages: z.array(historyEntry) }),
  contents: z.strictObject({ contents: z.array(importedContent) }),
  approval: z.strictObject({
    status: z.enum(APPROVAL_STATUSES),
    reason: z.string().default(''),
  }),
  recategorise: z.strictObject({ category: importedContent.shape.category }),
  events: z.strictObject({ url: z.url().nullable() }),
  writing: z.strictObject({ everyMs: z.number().positive() }),
};

/** What the routes need beyond the simulator's own interface. */
export interface ControlParts {
  readonly simulator: Simulator;
  /** The account that a request belongs to. @throws Refusal 20003 */
  readonly accountOf: (request: FastifyRequest) => SimulatedAccount;
  /** Host names under which the control API answers. */
  readonly hosts: ReadonlySet<string>;
}

/** The simulator's own API: clock, faults, log, and customers who act. Twilio has none of it. */
export function controlRoutes(app: FastifyInstance, parts: ControlParts): void {
  // A page in a browser that has its own name resolved to this machine is kept out.
  app.addHook('onRequest', (request, _reply, done) => {
    const isOurs = parts.hosts.has(request.hostname);
    done(isOurs ? undefined : new Refusal(20404, request.url));
  });
  app.setErrorHandler((error, _request, reply) => {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Refusal) return reply.code(error.status).send({ error: message });
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : message;
    return reply.code(400).send({ error: problem });
  });
  worldRoutes(app, parts.simulator);
  accountRoutes(app, parts);
  customerRoutes(app, parts);
}

function worldRoutes(app: FastifyInstance, simulator: Simulator): void {
  const now = (): { now: number } => ({ now: simulator.clock.now() });
  app.get('/simulator', () => ({ ...now(), url: simulator.url }));
  app.post('/simulator/clock/advance', async (request, _reply) => {
    await simulator.clock.advance(bodies.advance.parse(request.body).ms);
    return now();
  });
  app.post('/simulator/settled', async (_request, _reply) => {
    await simulator.settled();
    return now();
  });
  app.get('/simulator/faults', () => ({ faults: simulator.faults.list() }));
  app.post('/simulator/faults', (request, reply) =>
    reply.code(201).send(simulator.faults.set(faultSchema.parse(request.body))),
  );
  app.delete('/simulator/faults', (_request, reply) => {
    simulator.faults.clear();
    return reply.code(204).send();
  });
  app.post('/simulator/accounts', (request, reply) => {
    const { sid } = simulator.addAccount(bodies.account.parse(request.body));
    return reply.code(201).send({ sid });
  });
}

function accountRoutes(app: FastifyInstance, { simulator, accountOf }: ControlParts): void {
  app.get('/simulator/log', (request) => {
    const { sid } = accountOf(request);
    const query = queryOf(request);
    const after = Number(query.filled('after') ?? 0);
    const type = query.filled('type');
    const entries = simulator
      .log()
      .filter((entry) => 'account' in entry && entry.account === sid && entry.type !== 'account')
      .filter((entry) => entry.n > after && (type === null || entry.type === type));
    return { entries };
  });
  app.get('/simulator/senders', (request) => ({ senders: accountOf(request).senders() }));
  app.post('/simulator/senders', (request, reply) => {
    const account = accountOf(request);
    const { status, ...sender } = bodies.sender.parse(request.body);
    account.addSender(sender);
    if (status !== undefined) account.setSenderStatus(sender.address, status);
    return reply.code(201).send(account.sender(sender.address));
  });
  app.post('/simulator/callbacks', (request, reply) => {
    accountOf(request).setAllCallbackUrls(bodies.callbacks.parse(request.body));
    return reply.code(204).send();
  });
  app.post('/simulator/history', (request, reply) => {
    const { messages } = bodies.history.parse(request.body);
    accountOf(request).importHistory(messages);
    return reply.code(201).send({ messages: messages.length });
  });
  app.post('/simulator/contents', (request, reply) => {
    const { contents } = bodies.contents.parse(request.body);
    return reply.code(201).send({ contents: accountOf(request).importContents(contents) });
  });
  app.post('/simulator/contents/:sid/approval', (request, reply) => {
    const { status, reason } = bodies.approval.parse(request.body);
    accountOf(request).setApproval(pathPart(request, 'sid'), status, reason);
    return reply.code(204).send();
  });
  app.post('/simulator/contents/:sid/category', (request, reply) => {
    const { category } = bodies.recategorise.parse(request.body);
    accountOf(request).recategorise(pathPart(request, 'sid'), category);
    return reply.code(204).send();
  });
  app.post('/simulator/contents/:sid/quality-drop', (request, reply) => {
    accountOf(request).dropQuality(pathPart(request, 'sid'));
    return reply.code(204).send();
  });
  app.delete('/simulator/contents/:sid', (request, reply) => {
    accountOf(request).takeAwayContent(pathPart(request, 'sid'));
    return reply.code(204).send();
  });
  app.post('/simulator/events', (request, reply) => {
    accountOf(request).streamEventsTo(bodies.events.parse(request.body).url);
    return reply.code(204).send();
  });
  app.post('/simulator/writing', (request, reply) => {
    accountOf(request).startWriting(bodies.writing.parse(request.body).everyMs);
    return reply.code(204).send();
  });
}

function customerRoutes(app: FastifyInstance, { accountOf }: ControlParts): void {
  const base = '/simulator/customers';
  const customerOf = (request: FastifyRequest): ReturnType<SimulatedAccount['customer']> =>
    accountOf(request).customer(pathPart(request, 'address'));

  app.get(base, (request) => ({ customers: accountOf(request).customers() }));
  app.post(base, (request, reply) => {
    const customer = accountOf(request).addCustomer(bodies.customer.parse(request.body));
    return reply.code(201).send(customer.record);
  });
  app.post(`${base}/:address/messages`, async (request, reply) => {
    const customer = customerOf(request);
    const sid = await customer.writes(writtenMessage.parse(request.body));
    return reply.code(201).send({ sid });
  });
  app.post(`${base}/:address/reads`, async (request, reply) => {
    const customer = customerOf(request);
    await customer.reads(bodies.reads.parse(request.body).sid);
    return reply.code(204).send();
  });
  app.post(`${base}/:address/opts-out`, async (request, reply) => {
    const customer = customerOf(request);
    const sid = await customer.optsOut(bodies.sender_only.parse(request.body ?? {}).sender);
    return reply.code(201).send({ sid });
  });
  app.post(`${base}/:address/blocks`, (request, reply) => {
    customerOf(request).blocks(bodies.sender_only.parse(request.body ?? {}).sender);
    return reply.code(204).send();
  });
  app.post(`${base}/:address/unblocks`, (request, reply) => {
    customerOf(request).unblocks(bodies.sender_only.parse(request.body ?? {}).sender);
    return reply.code(204).send();
  });
  app.post(`${base}/:address/fails`, (request, reply) => {
    customerOf(request).failsWith(bodies.fails.parse(request.body).code);
    return reply.code(204).send();
  });
}
