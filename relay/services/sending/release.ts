import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { MediaId, MessageId, TenantId } from '../../../shared/contract/ids.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import type { MessageCategory } from '../../../shared/domain/billing/rate-row.ts';
import { smsSegments } from '../../../shared/domain/sms/segments.ts';
import type { Parts } from '../../parts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Address, ProviderAccount, SendRequest } from '../../providers/provider.ts';
import { accountsOf } from '../accounts/accounts.ts';
import { type Leaving, reserve } from '../billing/reserve.ts';
import { holdingBack, validUntil } from './checks.ts';
import type { AtFailpoint } from './failpoints.ts';
import { inOrder } from './in-order.ts';
import { moveTo } from './move.ts';
import { takeTurns } from './pace.ts';
import {
  type DueSend,
  findTemplate,
  lockConversations,
  type LockedConversation,
  type LockedMessage,
  lockMessages,
} from './send-store.ts';
import { behindAnother, claimSends } from './steps-together.ts';
import { CALL_LOST_MS, GIVE_UP_MS } from './timing.ts';

/** What is to be sent. A file's link is made for each attempt. */
export type ReleasedContent =
  | Exclude<SendRequest['content'], { readonly kind: 'media' }>
  | { readonly kind: 'media'; readonly mediaId: MediaId; readonly body: string | null };

/** A send that is released, committed, and now to be called once. */
export interface Released {
  readonly account: ProviderAccount;
  readonly due: DueSend;
  /** Which attempt this is: an answer counts for this one alone. */
  readonly attempt: number;
  /** ms, when it was released. */
  readonly at: number;
  readonly token: string;
  readonly channel: SendRequest['channel'];
  readonly from: string;
  readonly to: Address;
  readonly content: ReleasedContent;
  /** ms, after which it must not arrive; null: without end. */
  readonly validUntil: number | null;
  /** ms, after which it is not called any more, whatever kind it is. */
  readonly giveUpAt: number;
  /** It tries whether a provider that was busy takes messages again. */
  readonly isTrial: boolean;
}

/** How the provider is to address whom a conversation is with. */
export function addressOf({ channel, address }: { channel: Channel; address: string }): Address {
  // By SMS a short code or a name may have written.
  return channel === 'sms' || address.startsWith('+')
    ? { phone: address, whatsappUserId: null }
    : { phone: null, whatsappUserId: address };
}

/**
 * Releases queued sends of one tenant: claims each and checks everything as it is at this moment,
 * or parks it. When this resolves, the claims are committed. Locks in this order: conversations by
 * id, the pace of senders by id, what was spent, the tenant's counter.
 *
 * @param group in the order in which they are due
 * @returns those that are to be called
 */
export async function release(
  { store, clock, vault }: Pick<Parts, 'store' | 'clock' | 'vault'>,
  tenantId: TenantId,
  group: readonly DueSend[],
  at: AtFailpoint,
): Promise<ReadonlyMap<DueSend, Released>> {
  return store.inTenant(tenantId, async (tx) => {
    const queued = await lockQueued(tx, group, clock);
    const now = clock.now();
    const behind = await behindAnother(
      tx,
      queued.map(({ message, send }) => ({ ...message, place: send.place })),
      now,
    );
    const accountOf = accountsOnce(tx, vault);
    const ready: Claimable[] = [];
    for (const one of queued) {
      if (behind.has(one.message.id)) continue;
      const checked = await prepare(tx, accountOf, one.conversation, one.message, now);
      if ('refused' in checked) {
        const problem = checked.refused;
        await moveTo(tx, one.message, { state: 'parked', status: 'parked', problem });
      } else {
        ready.push({ ...one, ready: checked });
      }
    }
    return claimInTurn(tx, ready, now, at);
  });
}

/** A queued send that is due, with all of it that is locked. */
interface Queued {
  readonly due: DueSend;
  readonly conversation: LockedConversation;
  readonly message: LockedMessage;
  readonly send: NonNullable<LockedMessage['send']>;
}

/** One that nothing holds back, before it takes its turn. */
interface Claimable extends Queued {
  readonly ready: Ready;
}

async function lockQueued(
  tx: TenantTransaction,
  group: readonly DueSend[],
  clock: Parts['clock'],
): Promise<Queued[]> {
  const conversations = await lockConversations(
    tx,
    group.map((due) => due.conversation_id),
  );
  const messages = await lockMessages(
    tx,
    group.map((due) => due.message_id),
  );
  const now = clock.now();
  return group.flatMap((due) => {
    const conversation = conversations.get(due.conversation_id);
    const message = messages.get(due.message_id);
    const send = message?.send;
    if (conversation === undefined || message === undefined) return [];
    if (send?.state !== 'queued' || send.due_at > now) return [];
    return [{ due, conversation, message, send }];
  });
}

async function claimInTurn(
  tx: TenantTransaction,
  ready: readonly Claimable[],
  now: number,
  at: AtFailpoint,
): Promise<ReadonlyMap<DueSend, Released>> {
  // All of a sender's after each other: whoever holds one sender's pace waits only for a later one.
  const waiting = inOrder(ready, ({ conversation }) => conversation.sender_id);
  const turns = await takeTurns(
    tx,
    waiting.map(({ conversation }) => conversation.id),
    now,
  );
  const stopped = await reserve(
    tx,
    waiting.flatMap((one, index) => (turns[index]?.waitUntil === null ? [asLeaving(one)] : [])),
    now,
  );
  const released = new Map<DueSend, Released>();
  const claimed: LockedMessage[] = [];
  for (const [index, one] of waiting.entries()) {
    const turn = turns[index];
    if (turn === undefined) continue;
    const problem = stopped.get(one.message.id);
    if (problem !== undefined) {
      await moveTo(tx, one.message, { state: 'parked', status: 'parked', problem });
    } else if (turn.waitUntil === null) {
      claimed.push(one.message);
      released.set(one.due, asReleased(one, turn.isTrial, now));
    } else if (turn.isAlone) {
      // That all of a sender or account wait is known without a word on every message.
      await putOff(tx, one.message, Math.min(turn.waitUntil, one.ready.giveUpAt));
    }
  }
  await claimSends(tx, claimed, now, now + CALL_LOST_MS);
  if (claimed.length > 0) at('after_claim');
  return released;
}

function asLeaving({ conversation, message, send, ready }: Claimable): Leaving {
  const { channel, address } = conversation;
  return {
    id: message.id,
    isRetry: send.attempts > 0,
    senderId: conversation.sender_id,
    message: {
      channel,
      address,
      category: ready.category,
      segments: channel === 'sms' ? smsSegments(message.body ?? '') : 1,
    },
  };
}

function asReleased(
  { due, conversation, send, ready }: Claimable,
  isTrial: boolean,
  now: number,
): Released {
  return {
    account: ready.account,
    content: ready.content,
    validUntil: ready.validUntil,
    giveUpAt: ready.giveUpAt,
    due,
    attempt: send.attempts + 1,
    at: now,
    isTrial,
    token: send.token,
    channel: conversation.channel,
    from: conversation.sender_address,
    to: addressOf(conversation),
  };
}

/** Nothing that people see has changed: it waits as before. */
async function putOff(
  { sql, tenantId }: TenantTransaction,
  { id }: LockedMessage,
  until: number,
): Promise<void> {
  await sql
    .updateTable('sends')
    .set({ due_at: until })
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', id)
    .execute();
}

interface Ready extends Pick<Released, 'account' | 'content' | 'validUntil' | 'giveUpAt'> {
  readonly category: MessageCategory;
}

async function prepare(
  tx: TenantTransaction,
  accountOf: AccountOf,
  conversation: LockedConversation,
  message: LockedMessage,
  now: number,
): Promise<Ready | { readonly refused: RefusalCode }> {
  const template = await templateOf(tx, conversation, message);
  const end =
    message.kind === 'template'
      ? null
      : validUntil(conversation.channel, conversation.last_inbound_at, message.valid_until);
  const refused = holdingBack({
    now,
    channel: conversation.channel,
    lastInboundAt: conversation.last_inbound_at,
    optIn: conversation.opt_in,
    senderStatus: conversation.sender_status,
    content:
      message.kind === 'template'
        ? { kind: 'template', status: template?.status ?? null }
        : { kind: 'text', validUntil: end },
    stillOwner:
      message.author_kind !== 'assistant' ||
      (conversation.owner === 'assistant' &&
        conversation.owner_epoch === message.send?.owner_epoch),
  });
  if (refused !== null) return { refused };
  const staleAt = message.received_at + GIVE_UP_MS;
  if (now >= staleAt) return { refused: 'expired' };
  const giveUpAt = Math.min(staleAt, end ?? staleAt);
  const account = await accountOf(conversation.provider_account_id);
  if (account === null) return { refused: 'provider_configuration' };
  if (template !== null) {
    const { provider_content_sid: contentSid } = template;
    const variables = message.template?.variables ?? {};
    return {
      account,
      content: { kind: 'template', contentSid, variables },
      validUntil: end,
      giveUpAt,
      // The dearest, where the provider has not told it.
      category: template.category ?? 'marketing',
    };
  }
  const mediaId = message.kind === 'media' ? await fileOf(tx, message.id) : undefined;
  const content: ReleasedContent =
    mediaId === undefined
      ? { kind: 'text', body: message.body ?? '' }
      : { kind: 'media', mediaId, body: message.body };
  return { account, content, validUntil: end, giveUpAt, category: 'service' };
}

async function fileOf({ sql, tenantId }: TenantTransaction, message: MessageId): Promise<MediaId> {
  const { id } = await sql
    .selectFrom('media')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('message_id', '=', message)
    .orderBy('position')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

async function templateOf(
  tx: TenantTransaction,
  { provider_account_id }: LockedConversation,
  { kind, template }: LockedMessage,
) {
  if (kind !== 'template' || template === null || template.templateId === null) return null;
  return (await findTemplate(tx, template.templateId, provider_account_id)) ?? null;
}

type AccountOf = (id: string) => Promise<ProviderAccount | null>;

/** Opens each account once for a group. */
function accountsOnce(tx: TenantTransaction, vault: Parts['vault']): AccountOf {
  const opened = new Map<string, ProviderAccount | null>();
  return async (id) => {
    const known = opened.get(id);
    if (known !== undefined) return known;
    const account = await openAccount(tx, vault, id);
    opened.set(id, account);
    return account;
  };
}

/** Null where its credentials do not open: then nothing can be sent with it. */
export async function openAccount(
  tx: TenantTransaction,
  vault: Parts['vault'],
  id: string,
): Promise<ProviderAccount | null> {
  try {
    const accounts = await accountsOf({ vault }, tx);
    return accounts.find((account) => account.id === id) ?? null;
  } catch {
    return null;
  }
}
