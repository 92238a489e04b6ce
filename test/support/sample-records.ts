import { v7 } from 'uuid';
import {
  type ConversationId,
  contactId,
  conversationId,
  messageId,
  personId,
  senderId,
  templateId,
  tenantId,
} from '../../shared/contract/ids.ts';
import type {
  Change,
  ContactRecord,
  ConversationRecord,
  MessageRecord,
  PersonRecord,
  SenderRecord,
  TemplateRecord,
  TenantRecord,
} from '../../shared/contract/records.ts';

/* Records with everything filled in; a test says only what it is about. */

/** A moment to count from: 2026-11-20 09:00 UTC. */
export const SOME_TIME = 1_795_165_200_000;

export function aTenant(with_: Partial<TenantRecord> = {}): TenantRecord {
  return {
    id: tenantId.parse(v7()),
    name: 'Northwind Supply',
    timeZone: 'Europe/Berlin',
    ...with_,
  };
}

export function aPerson(with_: Partial<PersonRecord> = {}): PersonRecord {
  return {
    id: personId.parse(v7()),
    name: 'Nora Lind',
    email: 'nora@northwind.example',
    role: 'agent',
    active: true,
    ...with_,
  };
}

export function aSender(with_: Partial<SenderRecord> = {}): SenderRecord {
  return {
    id: senderId.parse(v7()),
    channel: 'whatsapp',
    address: '+525555550100',
    displayName: 'Northwind MX',
    status: 'online',
    ...with_,
  };
}

export function aContact(with_: Partial<ContactRecord> = {}): ContactRecord {
  return {
    id: contactId.parse(v7()),
    name: 'Ferretería Sol',
    profileName: null,
    company: null,
    phone: '+525555550123',
    whatsappUserId: null,
    language: 'es_MX',
    country: 'MX',
    timeZone: null,
    optIn: { whatsapp: 'opted_in', sms: 'unknown' },
    identities: [{ channel: 'whatsapp', address: '+525555550123' }],
    ownerId: null,
    tagIds: [],
    fields: {},
    externalId: null,
    source: 'message',
    createdAt: SOME_TIME,
    updatedAt: SOME_TIME,
    ...with_,
  };
}

export function aConversation(
  contact: ContactRecord,
  sender: SenderRecord,
  with_: Partial<ConversationRecord> = {},
): ConversationRecord {
  return {
    id: conversationId.parse(v7()),
    contactId: contact.id,
    senderId: sender.id,
    channel: sender.channel,
    status: 'open',
    assigneeId: null,
    owner: 'queue',
    ownerEpoch: 0,
    lastInboundAt: SOME_TIME,
    entryPointEndsAt: null,
    tagIds: [],
    snooze: null,
    unreadCount: 0,
    lastMessageAt: SOME_TIME,
    lastMessage: null,
    ...with_,
  };
}

export function aMessage(
  conversation: ConversationId,
  with_: Partial<MessageRecord> = {},
): MessageRecord {
  return {
    id: messageId.parse(v7()),
    conversationId: conversation,
    direction: 'inbound',
    kind: 'text',
    body: 'Need 40 boxes of M8 by Friday',
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToId: null,
    template: null,
    author: { kind: 'contact', personId: null },
    at: SOME_TIME,
    status: 'received',
    problem: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    validUntil: null,
    ...with_,
  };
}

export function aTemplate(with_: Partial<TemplateRecord> = {}): TemplateRecord {
  return {
    id: templateId.parse(v7()),
    name: 'order_update',
    language: 'es_MX',
    category: 'utility',
    status: 'approved',
    rejectionReason: null,
    header: null,
    body: 'Hola {{1}}, su pedido {{2}} va en camino.',
    footer: null,
    buttons: [],
    variables: [
      { key: '1', sample: 'Ana' },
      { key: '2', sample: '4711' },
    ],
    ...with_,
  };
}

/** An id for a message that is about to be written, as the page makes it. */
export function aMessageId(): MessageRecord['id'] {
  return messageId.parse(v7());
}

export const changeOf = {
  tenant: (record: TenantRecord, number: number): Change => ({
    entity: 'tenant',
    id: record.id,
    number,
    record,
  }),
  person: (record: PersonRecord, number: number): Change => ({
    entity: 'person',
    id: record.id,
    number,
    record,
  }),
  sender: (record: SenderRecord, number: number): Change => ({
    entity: 'sender',
    id: record.id,
    number,
    record,
  }),
  contact: (record: ContactRecord, number: number): Change => ({
    entity: 'contact',
    id: record.id,
    number,
    record,
  }),
  conversation: (record: ConversationRecord, number: number): Change => ({
    entity: 'conversation',
    id: record.id,
    number,
    record,
  }),
  message: (record: MessageRecord, number: number): Change => ({
    entity: 'message',
    id: record.id,
    number,
    record,
  }),
  template: (record: TemplateRecord, number: number): Change => ({
    entity: 'template',
    id: record.id,
    number,
    record,
  }),
};
