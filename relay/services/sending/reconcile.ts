import type { ConversationId } from '../../../shared/contract/ids.ts';
import type { SendState } from '../../db/schema.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Parts } from '../../parts.ts';
import type { ProviderAccount, ProviderMessage, SendRequest } from '../../providers/provider.ts';
import { recordEvidence } from './evidence.ts';
import { faultOf } from '../../fault-of.ts';
import { type Claimant, matchSent } from './match-sent.ts';
import { moveTo } from './move.ts';
import { addressOf, openAccount } from './release.ts';
import { type DueSend, lockConversation, type LockedMessage, lockMessage } from './send-store.ts';
import { CALL_LOST_MS, CLOCK_TOLERANCE_MS, nextLook, RECONCILE_MS, RIVAL_MS } from './timing.ts';

/* Settles sends whose call nobody knows the end of. It looks, and never calls again. */

/** Without a SID, the provider may still have these: also what a person decided about. */
const MAY_BE_THERE = [
  'calling',
  'in_doubt',
  'unconfirmed',
  'accepted',
  'cancelled',
] as const satisfies SendState[];

interface Look {
  readonly account: ProviderAccount | null;
  /** This look comes long after it was due: no relay was running. */
  readonly wasAway: boolean;
  readonly query: Pick<SendRequest, 'channel' | 'from' | 'to'> & { readonly since: number };
}

/** Looks once for evidence of a send in doubt; gives up when the time for it is over. */
export async function reconcile(
  parts: Pick<Parts, 'store' | 'clock' | 'provider' | 'vault' | 'log'>,
  due: DueSend,
): Promise<void> {
  const look = await takeUp(parts, due);
  if (look === null) return;
  const books = await readBooks(parts, look, due);
  await conclude(parts, due, look, books);
}

/** Takes the send up for one look; the next one is due even if this relay dies meanwhile. */
function takeUp(
  { store, clock, vault }: Pick<Parts, 'store' | 'clock' | 'vault'>,
  due: DueSend,
): Promise<Look | null> {
  return store.inTenant(due.tenant_id, async (tx) => {
    const conversation = await lockConversation(tx, due.conversation_id);
    const message = await lockMessage(tx, due.message_id);
    const send = message?.send;
    if (conversation === undefined || message === undefined || !send) return null;
    const now = clock.now();
    if ((send.state !== 'calling' && send.state !== 'in_doubt') || send.due_at > now) return null;
    const calledAt = send.called_at ?? now;
    const doubtSince = send.doubt_since ?? now;
    await tx.sql
      .updateTable('sends')
      .set({
        state: 'in_doubt',
        doubt_since: doubtSince,
        due_at: nextLook(doubtSince, calledAt, now) ?? now + CALL_LOST_MS,
      })
      .where('tenant_id', '=', tx.tenantId)
      .where('message_id', '=', message.id)
      .execute();
    return {
      account: await openAccount(tx, vault, conversation.provider_account_id),
      wasAway: now - send.due_at > CALL_LOST_MS,
      query: {
        channel: conversation.channel,
        from: conversation.sender_address,
        to: addressOf(conversation),
        since: calledAt - RIVAL_MS - CLOCK_TOLERANCE_MS,
      },
    };
  });
}

/** Null where they could not be read: nothing is known by that. */
async function readBooks(
  { provider, log }: Pick<Parts, 'provider' | 'log'>,
  { account, query }: Look,
  { message_id: messageId }: DueSend,
): Promise<readonly ProviderMessage[] | null> {
  if (account === null) return null;
  try {
    return await provider.listSent(account, query);
  } catch (error) {
    // Nothing is proven by this; the next look comes.
    log.warn({ messageId, fault: faultOf(error) }, 'the list of sent messages could not be read');
    return null;
  }
}

function conclude(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  due: DueSend,
  look: Look,
  books: readonly ProviderMessage[] | null,
): Promise<void> {
  return store.inTenant(due.tenant_id, async (tx) => {
    const conversation = await lockConversation(tx, due.conversation_id);
    const message = await lockMessage(tx, due.message_id);
    if (conversation === undefined || message?.send?.state !== 'in_doubt') return;
    const now = clock.now();
    const found = books === null ? null : await find(tx, message, books);
    if (found !== null) {
      const { providerSid, status, errorCode } = found;
      if (status === 'received') return;
      await recordEvidence(tx, conversation, message, { providerSid, status, errorCode, now });
      return;
    }
    // Nobody was there to look, and now there is nothing to look at: once more, a little later.
    if (books === null && look.wasAway) return;
    if (now < (message.send.called_at ?? now) + RECONCILE_MS) return;
    await moveTo(tx, message, {
      state: 'unconfirmed',
      status: 'unconfirmed',
      problem: 'provider_unconfirmed',
    });
  });
}

async function find(
  tx: TenantTransaction,
  message: LockedMessage,
  books: readonly ProviderMessage[],
): Promise<ProviderMessage | null> {
  if (books.length === 0) return null;
  const sids = books.map(({ providerSid }) => providerSid);
  const bound = await tx.sql
    .selectFrom('messages')
    .select('provider_sid')
    .where('tenant_id', '=', tx.tenantId)
    .where('provider_sid', 'in', sids)
    .execute();
  const taken = new Set(bound.flatMap(({ provider_sid: sid }) => (sid === null ? [] : [sid])));
  const unresolved = await claimants(tx, message.conversation_id);
  const self = unresolved.find(({ messageId }) => messageId === message.id);
  if (self === undefined) return null;
  return matchSent(
    books,
    taken,
    self,
    unresolved.filter((each) => each !== self),
  );
}

/** The sends of the conversation that the provider may have without our knowing. */
async function claimants(
  { sql, tenantId }: TenantTransaction,
  conversation: ConversationId,
): Promise<Claimant[]> {
  const rows = await sql
    .selectFrom('sends as s')
    .innerJoin('messages as m', (join) =>
      join.onRef('m.tenant_id', '=', 's.tenant_id').onRef('m.id', '=', 's.message_id'),
    )
    .select(['s.message_id', 's.called_at', 'm.body'])
    .where('s.tenant_id', '=', tenantId)
    .where('s.conversation_id', '=', conversation)
    .where('s.state', 'in', MAY_BE_THERE)
    .where('m.provider_sid', 'is', null)
    .execute();
  return rows.flatMap(({ message_id: messageId, called_at: calledAt, body }) =>
    calledAt === null ? [] : [{ messageId, calledAt, body }],
  );
}
