import type { RefusalCode } from '../../../shared/contract/errors.ts';
import type { MediaId, MessageId } from '../../../shared/contract/ids.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import type { Parts } from '../../parts.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Address, ProviderAccount, SendRequest } from '../../providers/provider.ts';
import { accountsOf } from '../accounts/accounts.ts';
import { holdingBack, validUntil } from './checks.ts';
import type { AtFailpoint } from './failpoints.ts';
import { moveTo } from './move.ts';
import {
  type DueSend,
  findTemplate,
  lockConversation,
  type LockedConversation,
  type LockedMessage,
  lockMessage,
  UNFINISHED,
} from './send-store.ts';
import { takeTurn } from './pace.ts';
import { CALL_LOST_MS, GIVE_UP_MS, RECONCILE_MS } from './timing.ts';

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
 * Releases a queued send: claims it and checks everything as it is at this moment, or parks it.
 * When this resolves, the claim is committed.
 *
 * @returns null where there is nothing to call
 */
export async function release(
  { store, clock, vault }: Pick<Parts, 'store' | 'clock' | 'vault'>,
  due: DueSend,
  at: AtFailpoint,
): Promise<Released | null> {
  return store.inTenant(due.tenant_id, async (tx) => {
    const conversation = await lockConversation(tx, due.conversation_id);
    const message = await lockMessage(tx, due.message_id);
    if (conversation === undefined || message === undefined) return null;
    const now = clock.now();
    const { send } = message;
    if (send?.state !== 'queued' || send.due_at > now) return null;
    if (await isBehindAnother(tx, message, send.place, now)) return null;

    const ready = await prepare(tx, vault, conversation, message, now);
    if ('refused' in ready) {
      const problem = ready.refused;
      await moveTo(tx, message, { state: 'parked', status: 'parked', problem });
      return null;
    }
    const turn = await takeTurn(tx, conversation.id, now);
    if (turn.waitUntil !== null) {
      // That all of a sender or account wait is known without a word on every message.
      const until = Math.min(turn.waitUntil, ready.giveUpAt);
      if (turn.isAlone) await putOff(tx, message, until);
      return null;
    }
    const attempt = send.attempts + 1;
    await moveTo(tx, message, {
      state: 'calling',
      status: 'sending',
      problem: null,
      send: { attempts: attempt, called_at: now, due_at: now + CALL_LOST_MS },
    });
    at('after_claim');
    return {
      ...ready,
      due,
      attempt,
      at: now,
      isTrial: turn.isTrial,
      token: send.token,
      channel: conversation.channel,
      from: conversation.sender_address,
      to: addressOf(conversation),
    };
  });
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

/** One in doubt is waited for until a minute after its call, whatever has become of it by then. */
async function isBehindAnother(
  { sql, tenantId }: TenantTransaction,
  { conversation_id }: LockedMessage,
  place: number,
  now: number,
): Promise<boolean> {
  const earlier = await sql
    .selectFrom('sends')
    .select('place')
    .where('tenant_id', '=', tenantId)
    .where('conversation_id', '=', conversation_id)
    .where('state', 'in', UNFINISHED)
    .where('place', '<', place)
    .where((eb) => eb.or([eb('state', '=', 'queued'), eb('called_at', '>', now - RECONCILE_MS)]))
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}

type Ready = Pick<Released, 'account' | 'content' | 'validUntil' | 'giveUpAt'>;

async function prepare(
  tx: TenantTransaction,
  vault: Parts['vault'],
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
  const account = await openAccount(tx, vault, conversation.provider_account_id);
  if (account === null) return { refused: 'provider_configuration' };
  if (template !== null) {
    const { provider_content_sid: contentSid } = template;
    const variables = message.template?.variables ?? {};
    return {
      account,
      content: { kind: 'template', contentSid, variables },
      validUntil: end,
      giveUpAt,
    };
  }
  const mediaId = message.kind === 'media' ? await fileOf(tx, message.id) : undefined;
  const content: ReleasedContent =
    mediaId === undefined
      ? { kind: 'text', body: message.body ?? '' }
      : { kind: 'media', mediaId, body: message.body };
  return { account, content, validUntil: end, giveUpAt };
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
