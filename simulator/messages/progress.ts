import type { Engine } from '../core/engine.ts';
import type { Job } from '../core/jobs.ts';
import type { MessageRecord, MessageStatus } from '../core/records.ts';
import { type AccountState, threadOf } from '../core/state.ts';
import { channelOf } from '../platform/addresses.ts';
import { failureCode } from '../platform/delivery-rules.ts';
import { failureOf } from '../platform/failures.ts';
import type { StatusEvent } from '../webhooks/callback-params.ts';
import { fetchMedia } from './fetch-media.ts';
import { priceLater } from './priced.ts';

/** With these it is known what Twilio takes. */
const PRICED: ReadonlySet<MessageStatus> = new Set(['delivered', 'undelivered', 'failed']);

type MessageJob = Extract<Job, { kind: 'release' | 'deliver' | 'read' }>;

/** Takes a message one step further at `at` (ms): out of the queue, to the customer, read. */
export async function takeStep(engine: Engine, job: MessageJob, at: number): Promise<void> {
  const account = engine.account(job.account);
  const message = account.messages.get(job.sid);
  if (message === undefined) return;
  if (job.kind === 'release' && message.status === 'queued') {
    await release(engine, account, message, at);
  } else if (job.kind === 'deliver' && message.status === 'sent') {
    deliver(engine, account, message, at);
  } else if (job.kind === 'read' && message.status === 'delivered') {
    setStatus(engine, account, message, 'read', null, at);
  }
}

async function release(
  engine: Engine,
  account: AccountState,
  message: MessageRecord,
  at: number,
): Promise<void> {
  const code =
    outcomeOf(account, message, at) ?? (await fetchMedia(engine, account.sid, message, at));
  if (code !== null && failureOf(code).status === 'failed') {
    setStatus(engine, account, message, 'failed', code, at);
    return;
  }
  setStatus(engine, account, message, 'sent', null, at);
  engine.schedule(
    { kind: 'deliver', account: account.sid, sid: message.sid },
    at + (account.customers.get(message.to)?.deliversAfterMs ?? engine.pace.deliveredMs),
  );
}

function deliver(engine: Engine, account: AccountState, message: MessageRecord, at: number): void {
  // Only what the other side decides can still stop it: the rest was settled at the release.
  const code = outcomeOf(account, { ...message, validUntil: null }, message.dateSent ?? at);
  if (code !== null && failureOf(code).status === 'undelivered') {
    setStatus(engine, account, message, 'undelivered', code, at);
    return;
  }
  setStatus(engine, account, message, 'delivered', null, at);
  const customer = account.customers.get(message.to);
  if (customer === undefined) return;
  const job = { account: account.sid, sid: message.sid } as const;
  const readsAt = at + (customer.readsAfterMs ?? 0);
  if (customer.readsAfterMs !== null && channelOf(message.to) === 'whatsapp') {
    engine.schedule({ kind: 'read', ...job }, readsAt);
  }
  if (customer.replies === null) return;
  const chance =
    message.contentSid === null ? customer.replies.toFreeform : customer.replies.toTemplates;
  if (engine.random() < chance) {
    engine.schedule({ kind: 'customer-replies', ...job }, readsAt + customer.replies.afterMs);
  }
}

function outcomeOf(account: AccountState, message: MessageRecord, at: number): number | null {
  return failureCode({
    message,
    at,
    customer: account.customers.get(message.to) ?? null,
    thread: threadOf(account, message.from, message.to),
    content: account.contents.get(message.contentSid ?? '') ?? null,
  });
}

/** Gives a message its new status and puts the callback that tells it into the queue. */
function setStatus(
  engine: Engine,
  account: AccountState,
  message: MessageRecord,
  status: MessageStatus,
  errorCode: number | null,
  at: number,
): void {
  const callback = recordStatus(engine, account, message, { status, errorCode, at });
  if (callback !== null) engine.schedule(callback, at);
}

/**
 * Gives a message its new status.
 *
 * @returns the callback that tells it; null when nobody asked for one
 */
export function recordStatus(
  engine: Engine,
  account: AccountState,
  message: MessageRecord,
  event: StatusEvent,
): Extract<Job, { kind: 'status-callback' }> | null {
  const { sid, statusCallback: url } = message;
  const { status, errorCode, at } = event;
  engine.record({ type: 'status', account: account.sid, sid, status, errorCode }, at);
  if (PRICED.has(status)) priceLater(engine, account.sid, sid, at);
  if (url === null) return null;
  return {
    kind: 'status-callback',
    account: account.sid,
    sid,
    url,
    status,
    errorCode,
    token: engine.token(`${sid} ${status}`),
    attempt: 1,
    stage: 'fresh',
    statusAt: at,
  };
}
