import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Engine } from '../core/engine.ts';
import type { SenderRecord } from '../core/records.ts';
import type { AccountState } from '../core/state.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  readSenderChange,
  readSenderCreation,
  type SenderChange,
} from '../senders/sender-request.ts';
import { senderResource } from '../senders/sender-resource.ts';
import { authenticate, filtersOf, pathPart, queryOf } from './context.ts';
import { cutPage, pageMeta, readPageRequest } from './paging.ts';

const PATH = '/v2/Channels/Senders';
/** "For WhatsApp, the default is 20". */
const DEFAULT_PAGE = 20;
/** How long one step of a registration takes, virtual ms. */
const STEP_MS = 5000;

/** The WhatsApp senders of the Messaging API, v2. */
export function senderRoutes(app: FastifyInstance, engine: Engine): void {
  app.post(PATH, (request, reply) => {
    const account = authenticate(engine, request);
    const creation = readSenderCreation(request.body);
    if (account.senders.has(creation.sender_id)) {
      throw new Refusal(20001, `Sender ${creation.sender_id} exists already.`);
    }
    const sender = changed(newSender(engine, account.sid, creation.sender_id), creation);
    save(engine, account, sender);
    const isVerified = (creation.configuration?.verification_method ?? null) === null;
    proceed(engine, account, sender, isVerified ? 'ONLINE' : 'PENDING_VERIFICATION');
    return reply.code(202).send(senderResource(sender));
  });

  app.get(PATH, (request) => {
    const account = authenticate(engine, request);
    const query = queryOf(request);
    const channel = query.filled('Channel');
    if (channel === null) throw new Refusal(20001, 'Channel is required.');
    const all = [...account.senders.values()].filter(
      (one) => one.channel === 'whatsapp' && channel === 'whatsapp',
    );
    const page = cutPage(all, readPageRequest(query, DEFAULT_PAGE), filtersOf(request));
    return {
      senders: page.items.map(senderResource),
      meta: pageMeta(page, `https://messaging.twilio.com${PATH}`, 'senders'),
    };
  });

  app.get(`${PATH}/:sid`, (request) => {
    const account = authenticate(engine, request);
    return senderResource(senderIn(account, request));
  });

  app.post(`${PATH}/:sid`, (request, reply) => {
    const account = authenticate(engine, request);
    const change = readSenderChange(request.body);
    const before = senderIn(account, request);
    const isVerifying =
      before.status === 'PENDING_VERIFICATION' &&
      (change.configuration?.verification_code ?? null) !== null;
    const isRenamed = before.status === 'ONLINE' && (change.profile ?? null) !== null;
    const status = isVerifying ? 'VERIFYING' : isRenamed ? 'ONLINE:UPDATING' : before.status;
    const sender = { ...changed(before, change), status };
    save(engine, account, sender);
    if (status !== before.status) proceed(engine, account, sender, 'ONLINE');
    return reply.code(202).send(senderResource(sender));
  });

  app.delete(`${PATH}/:sid`, (request, reply) => {
    const account = authenticate(engine, request);
    const { address } = senderIn(account, request);
    engine.record({ type: 'sender-removed', account: account.sid, address });
    return reply.code(204).send();
  });
}

function newSender(engine: Engine, account: string, address: string): SenderRecord {
  return {
    sid: engine.nextSid('XE', account),
    channel: 'whatsapp',
    address,
    friendlyName: null,
    status: 'CREATING',
    configuration: {},
    webhook: { callbackUrl: null, fallbackUrl: null, statusCallbackUrl: null },
    profile: {},
    properties: { qualityRating: 'HIGH', messagingLimit: '250 Customers/24hr' },
    offlineReasons: null,
  };
}

function changed(sender: SenderRecord, change: SenderChange): SenderRecord {
  const { webhook } = change;
  return {
    ...sender,
    friendlyName: change.friendly_name ?? sender.friendlyName,
    configuration: { ...sender.configuration, ...change.configuration },
    profile: { ...sender.profile, ...change.profile },
    webhook: {
      callbackUrl: given(webhook?.callback_url, sender.webhook.callbackUrl),
      fallbackUrl: given(webhook?.fallback_url, sender.webhook.fallbackUrl),
      statusCallbackUrl: given(webhook?.status_callback_url, sender.webhook.statusCallbackUrl),
    },
  };
}

/** null takes a value away, leaving it out keeps it. */
function given(value: string | null | undefined, before: string | null): string | null {
  return value === undefined ? before : value;
}

function save(engine: Engine, account: AccountState, sender: SenderRecord): void {
  engine.record({ type: 'sender', account: account.sid, sender });
}

function proceed(
  engine: Engine,
  account: AccountState,
  sender: SenderRecord,
  status: SenderRecord['status'],
): void {
  engine.schedule(
    { kind: 'sender-status', account: account.sid, address: sender.address, status },
    engine.clock.now() + STEP_MS,
  );
}

function senderIn(account: AccountState, request: FastifyRequest): SenderRecord {
  const sid = pathPart(request, 'sid');
  const sender = [...account.senders.values()].find((one) => one.sid === sid);
  if (sender?.channel !== 'whatsapp') throw new Refusal(20404, request.url.replace(/\?.*$/, ''));
  return sender;
}
