import { sql } from 'kysely';
import { v7 } from 'uuid';
import { z } from 'zod';
import { type TenantId, tenantId } from '../../../shared/contract/ids.ts';
import { consentKeyword } from '../../../shared/domain/consent/keywords.ts';
import { windowStart } from '../../../shared/domain/window/service-window.ts';
import type { Store } from '../../db/tenant-transaction.ts';
import { isTransient } from '../../db/transient.ts';
import type { Log } from '../../log.ts';
import { addressesOf } from './addresses.ts';
import { introduction } from './find-contact.ts';
import { kindOf, type Receipt, type Received, receiveInbound } from './receive.ts';
import { preview } from './summary.ts';

/** A message of a tenant, and who waits for what becomes of it. */
export interface Incoming {
  readonly tenantId: TenantId;
  readonly receipt: Receipt;
  /** After the commit. */
  readonly stored: (outcome: Received) => void;
  readonly failed: (error: unknown) => void;
}

const outcome = z.enum(['stored', 'seen', 'no_sender', 'apart']);
type Outcome = z.infer<typeof outcome>;
const answer = z.object({
  heads: z.record(tenantId, z.number()),
  outcomes: z.array(outcome),
});

interface ReceivingParts {
  readonly store: Store;
  readonly log: Log;
}

/**
 * Stores messages that came together, of any number of tenants, in one commit where that can be:
 * the result is that of one after the other. What says a word of consent or joins two contacts is
 * rare and is stored by itself, and so is everything where the group failed: one message must not
 * keep others out.
 *
 * @param incoming each is told; in the order of receipt
 */
export async function receiveTogether(
  parts: ReceivingParts,
  incoming: readonly Incoming[],
): Promise<void> {
  let queues: readonly (readonly Incoming[])[] = [
    ...Map.groupBy(incoming, (each) => each.tenantId).values(),
  ];
  while (queues.length > 0) {
    const runs = queues.map(firstRun);
    const counts = await storeRuns(parts, runs);
    const left: (readonly Incoming[])[] = [];
    for (const [index, queue] of queues.entries()) {
      const count = counts[index] ?? 0;
      const [next, ...rest] = queue.slice(count);
      if (next === undefined) continue;
      // Not in the run, or left by the database: it has to be by itself.
      const apart = count < Math.max(1, runs[index]?.length ?? 0);
      if (apart) await storeAlone(parts, next);
      left.push(apart ? rest : [next, ...rest]);
    }
    queues = left.filter((queue) => queue.length > 0);
  }
}

/**
 * The messages of one tenant, from the first on, that can be stored together: up to a word of
 * consent, or to somebody of whom only the database can say whether they are one of the others.
 */
function firstRun(queue: readonly Incoming[]): readonly Incoming[] {
  const known = new Map<string, string>();
  const end = queue.findIndex(({ receipt: { message } }) => {
    if (consentKeyword(message.body) !== null) return true;
    const addresses = addressesOf(message.from);
    const person = addresses.join(' ');
    for (const address of addresses) {
      if ((known.get(address) ?? person) !== person) return true;
      known.set(address, person);
    }
    return false;
  });
  return end === -1 ? queue : queue.slice(0, end);
}

async function storeAlone(
  { store }: ReceivingParts,
  { tenantId: id, receipt, stored, failed }: Incoming,
): Promise<void> {
  try {
    stored(await store.inTenant(id, (tx) => receiveInbound(tx, receipt)));
  } catch (error) {
    failed(error);
  }
}

/**
 * Stores the runs, one per tenant, in one commit.
 *
 * @returns of each run, how many from the first on are settled
 */
async function storeRuns(
  parts: ReceivingParts,
  runs: readonly (readonly Incoming[])[],
): Promise<readonly number[]> {
  const messages = runs.flat();
  if (messages.length === 0) return runs.map(() => 0);
  let outcomes: readonly Outcome[];
  try {
    outcomes = await receiveMessages(parts.store, messages);
  } catch (error) {
    parts.log.warn({ event: 'group_not_stored', messages: messages.length, err: error });
    // With the database gone, each would only fail by itself.
    const lost = isTransient(error);
    for (const each of messages) {
      if (lost) each.failed(error);
      else await storeAlone(parts, each);
    }
    return runs.map((run) => run.length);
  }
  let first = 0;
  return runs.map((run) => {
    const found = outcomes.slice(first, first + run.length);
    first += run.length;
    for (const [place, { stored }] of run.entries()) {
      const became = found[place] ?? 'apart';
      if (became === 'apart') return place;
      stored(became);
    }
    return run.length;
  });
}

/** One call for all. @returns what became of each, at its place */
function receiveMessages(store: Store, messages: readonly Incoming[]): Promise<readonly Outcome[]> {
  const rows = JSON.stringify(messages.map((each, index) => row(each, index + 1)));
  return store.byStatement(async (db) => {
    const { rows: answers } = await sql<{ result: unknown }>`
      SELECT casement.receive_messages(${rows}) AS result`.execute(db);
    const { heads, outcomes } = answer.parse(answers[0]?.result);
    return {
      value: outcomes,
      heads: Object.entries(heads).map(([id, head]) => [tenantId.parse(id), head] as const),
    };
  });
}

/** A message in the form of the database's type `inbound`. */
function row({ tenantId: tenant, receipt }: Incoming, place: number) {
  const { accountId, message, receivedAt, providerDate } = receipt;
  const { channel, from, to, profileName, body, media } = message;
  const [id, kind] = [v7(), kindOf(message)];
  return {
    place,
    tenant,
    account: accountId,
    channel,
    sender: to,
    phone: from.phone,
    user_id: from.whatsappUserId,
    sid: message.providerSid,
    message_id: id,
    conversation_id: v7(),
    contact_id: v7(),
    ...introduction(from, profileName),
    profile_name: profileName,
    kind,
    body,
    location: message.location,
    button: message.button,
    referral: message.referral,
    quoted: message.repliesToSid,
    at: windowStart(receivedAt, providerDate),
    received_at: receivedAt,
    summary: {
      id,
      direction: 'inbound',
      kind,
      status: 'received',
      preview: body === null ? null : preview(body),
    },
    media:
      media.length === 0
        ? null
        : media.map(({ url, contentType }, position) => ({
            id: v7(),
            position,
            content_type: contentType,
            url,
          })),
  };
}
