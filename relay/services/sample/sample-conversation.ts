import { v7 } from 'uuid';
import type {
  SampleConversation,
  SampleCustomer,
  SampleMessage,
} from '../../../assets/sample/world.ts';
import {
  contactId,
  type ContactId,
  conversationId,
  type PersonId,
  type SenderId,
  type TenantId,
} from '../../../shared/contract/ids.ts';
import type { Channel } from '../../../shared/contract/records.ts';
import { entryPointEndsAt } from '../../../shared/domain/window/entry-point.ts';

/** The row of a customer. @param createdAt ms, when they first wrote or were written to */
export function sampleContact(customer: SampleCustomer, tenantId: TenantId, createdAt: number) {
  return {
    tenant_id: tenantId,
    id: contactId.parse(v7({ msecs: createdAt })),
    name: customer.displayName,
    profile_name: customer.profileName,
    company: customer.company,
    phone: customer.phone,
    whatsapp_user_id: customer.whatsappUserId,
    language: customer.language,
    country: customer.country,
    time_zone: customer.timeZone,
    opt_in_whatsapp: customer.optIn.whatsapp,
    opt_in_sms: customer.optIn.sms,
    created_at: createdAt,
  };
}

/** Where a customer can be reached on a channel. */
export function sampleAddresses(
  { phone, whatsappUserId }: SampleCustomer,
  channel: Channel,
): readonly string[] {
  const userIds = channel === 'whatsapp' ? [whatsappUserId] : [];
  return [phone, ...userIds].filter((address) => address !== null);
}

/** What a sample conversation needs from around it. */
export interface ConversationSurroundings {
  readonly tenantId: TenantId;
  readonly contact: ContactId;
  readonly address: string;
  readonly sender: SenderId;
  readonly assignee: PersonId | null;
}

/** The row of a conversation, as its messages would have made it. */
export function sampleConversation(
  { channel, status, unreadCount, messages }: SampleConversation,
  { tenantId, contact, address, sender, assignee }: ConversationSurroundings,
) {
  const first = messages[0]?.at ?? 0;
  const clickedAt = messages.findLast(({ referral }) => referral !== null)?.at ?? null;
  return {
    tenant_id: tenantId,
    id: conversationId.parse(v7({ msecs: first })),
    contact_id: contact,
    sender_id: sender,
    channel,
    address,
    status,
    assignee_id: assignee,
    owner: assignee === null ? ('queue' as const) : ('person' as const),
    owner_epoch: assignee === null ? 0 : 1,
    last_inbound_at: messages.findLast(isInbound)?.at ?? null,
    entry_point_clicked_at: clickedAt,
    entry_point_ends_at: entryPointEndsAt(clickedAt, answeredAfter(messages, clickedAt)),
    unread_count: unreadCount,
    last_message_at: messages.at(-1)?.at ?? first,
    created_at: first,
  };
}

function isInbound({ direction }: SampleMessage): boolean {
  return direction === 'inbound';
}

function answeredAfter(messages: readonly SampleMessage[], moment: number | null): number | null {
  if (moment === null) return null;
  const answer = messages.find(
    (message) =>
      !isInbound(message) &&
      message.at > moment &&
      (message.status === 'delivered' || message.status === 'read'),
  );
  return answer?.at ?? null;
}
