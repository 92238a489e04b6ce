import { northwindSupply } from '../../../assets/sample/northwind.ts';
import { SAMPLE_TEMPLATES } from '../../../assets/sample/templates.ts';
import type { SampleConversation, SampleMessage } from '../../../assets/sample/world.ts';
import type { RefusalCode } from '../../../shared/contract/errors.ts';
import {
  contactRecord,
  conversationRecord,
  messageRecord,
  personRecord,
  senderRecord,
  templateRecord,
  tenantRecord,
  type ContactRecord,
  type ConversationRecord,
  type MessageRecord,
  type PersonRecord,
  type SenderRecord,
  type TemplateRecord,
  type TenantRecord,
} from '../../../shared/contract/records.ts';
import { ENTRY_POINT_MS } from '../../../shared/domain/window/entry-point.ts';
import { windowClosesAt } from '../../../shared/domain/window/service-window.ts';
import { demoId, KIND } from './ids.ts';

/** Everything that the demo's core knows. */
export interface DemoRecords {
  readonly tenant: TenantRecord;
  readonly people: readonly PersonRecord[];
  readonly senders: readonly SenderRecord[];
  readonly contacts: Map<string, ContactRecord>;
  readonly conversations: Map<string, ConversationRecord>;
  /** By conversation, oldest first. */
  readonly messages: Map<string, readonly MessageRecord[]>;
  readonly templates: readonly TemplateRecord[];
  /** File name in the sample's media folder, by media id. */
  readonly media: Map<string, string>;
}

const PROBLEMS: Readonly<Record<number, RefusalCode>> = {
  63016: 'window_closed',
  63049: 'marketing_withheld',
  63024: 'recipient_unreachable',
  63003: 'recipient_unreachable',
  30008: 'provider_rejected',
  21610: 'recipient_blocked',
};

/** The sample tenant as records of the contract. */
export function demoRecords(now: number): DemoRecords {
  const world = northwindSupply({ now });
  const people = world.people.map((person, number) =>
    personRecord.parse({
      id: demoId(KIND.person, number),
      name: person.displayName,
      email: person.email,
      role: person.role,
      active: true,
    }),
  );
  const personOf = (email: string | null) =>
    people.find((person) => person.email === email)?.id ?? null;
  const senders = world.senders.map((sender, number) =>
    senderRecord.parse({ ...sender, id: demoId(KIND.sender, number), status: 'online' }),
  );
  const contacts = new Map<string, ContactRecord>();
  const conversations = new Map<string, ConversationRecord>();
  const messages = new Map<string, readonly MessageRecord[]>();
  const media = new Map<string, string>();
  const numbers = new Map<string, number>();
  const numberOf = (sid: string): number => {
    const number = numbers.get(sid) ?? numbers.size;
    numbers.set(sid, number);
    return number;
  };

  const toMessage = (conversationId: string, message: SampleMessage): MessageRecord => {
    const files = message.media.map(({ contentType, fileName }) => {
      const id = demoId(KIND.media, media.size);
      media.set(id, fileName);
      const picture = contentType.startsWith('image/');
      return {
        id,
        contentType,
        fileName,
        size: 48_000,
        width: picture ? 800 : null,
        height: picture ? 600 : null,
      };
    });
    return messageRecord.parse({
      id: demoId(KIND.message, numberOf(message.sid)),
      conversationId,
      direction: message.direction,
      kind: kindOf(message),
      body: message.body,
      media: files,
      location: message.location,
      button: message.button,
      referral: message.referral,
      repliesToId:
        message.repliesToSid === null ? null : demoId(KIND.message, numberOf(message.repliesToSid)),
      template:
        message.template === null ? null : { ...message.template, templateId: null, buttons: [] },
      author: {
        kind: message.direction === 'inbound' ? 'contact' : 'person',
        personId: personOf(message.authorEmail),
      },
      at: Math.floor(message.at),
      status: message.status,
      problem:
        message.errorCode === null
          ? null
          : {
              code: PROBLEMS[message.errorCode] ?? 'provider_rejected',
              providerCode: message.errorCode,
            },
      sentAt: message.direction === 'outbound' ? Math.floor(message.at) + 800 : null,
      deliveredAt: ['delivered', 'read'].includes(message.status)
        ? Math.floor(message.at) + 2_400
        : null,
      readAt: message.status === 'read' ? Math.floor(message.at) + 60_000 : null,
      validUntil: null,
    });
  };

  world.customers.forEach((customer, number) => {
    const contact = contactRecord.parse({
      ...customer,
      id: demoId(KIND.contact, number),
      name: customer.displayName,
      createdAt: now - 90 * 86_400_000,
    });
    contacts.set(contact.id, contact);
    const own = world.conversations.filter(({ customerKey }) => customerKey === customer.key);
    own.forEach((conversation) => {
      const id = demoId(KIND.conversation, conversations.size);
      const list = conversation.messages.map((message) => toMessage(id, message));
      const sender = senders.find(({ address }) => address === conversation.senderAddress);
      messages.set(id, list);
      conversations.set(id, {
        ...conversationRecord.parse({
          ...shellOf(conversation, personOf(conversation.assigneeEmail)),
          id,
          contactId: contact.id,
          senderId: sender?.id,
        }),
        ...summaryOf(list, now),
      });
    });
  });

  const templates = SAMPLE_TEMPLATES.map((template, number) =>
    templateRecord.parse({
      ...template,
      id: demoId(KIND.template, number),
      category: template.category.toLowerCase(),
      rejectionReason: template.rejectionReason ?? null,
      header: null,
      footer: template.footer ?? null,
      buttons: [
        ...(template.quickReplies ?? []).map((title) => ({
          kind: 'quick_reply',
          title,
          value: null,
        })),
        ...(template.callToAction ?? []).map((action) => ({
          kind: action.type === 'URL' ? 'url' : 'phone_number',
          title: action.title,
          value: action.url ?? action.phone ?? null,
        })),
      ],
      variables: Object.entries(template.variables).map(([key, sample]) => ({ key, sample })),
    }),
  );
  const tenant = tenantRecord.parse({
    id: demoId(KIND.tenant, 0),
    name: world.tenant.name,
    timeZone: world.tenant.timeZone,
  });
  return { tenant, people, senders, contacts, conversations, messages, templates, media };
}

function kindOf(message: SampleMessage): MessageRecord['kind'] {
  if (message.template !== null) return 'template';
  if (message.media.length > 0) return 'media';
  if (message.location !== null) return 'location';
  return message.button === null ? 'text' : 'button';
}

function shellOf(conversation: SampleConversation, assigneeId: string | null) {
  return {
    channel: conversation.channel,
    status: conversation.status,
    assigneeId,
    owner: assigneeId === null ? 'queue' : 'person',
    ownerEpoch: 1,
    unreadCount: conversation.unreadCount,
    lastInboundAt: null,
    entryPointEndsAt: null,
    tagIds: [],
    snooze: null,
    lastMessageAt: 0,
    lastMessage: null,
  };
}

/** The part of a conversation that follows from its messages. */
export function summaryOf(
  messages: readonly MessageRecord[],
  now: number,
): Pick<
  ConversationRecord,
  'lastInboundAt' | 'entryPointEndsAt' | 'lastMessageAt' | 'lastMessage'
> {
  const last = messages.at(-1);
  const inbound = messages.findLast(({ direction }) => direction === 'inbound');
  const clicked = messages.findIndex(({ referral }) => referral !== null);
  const answer =
    clicked < 0
      ? undefined
      : messages.slice(clicked).find((message) => message.deliveredAt !== null);
  const answeredAt = answer?.deliveredAt ?? null;
  return {
    lastInboundAt: inbound?.at ?? null,
    entryPointEndsAt: answeredAt === null ? null : answeredAt + ENTRY_POINT_MS,
    lastMessageAt: last?.at ?? now,
    lastMessage:
      last === undefined
        ? null
        : {
            id: last.id,
            direction: last.direction,
            preview: last.body?.slice(0, 160) ?? null,
            kind: last.kind,
            status: last.status,
          },
  };
}

/** Whether a customer service window is closed at `now`, or was never open. */
export function isClosed(conversation: ConversationRecord, now: number): boolean {
  return (
    conversation.channel === 'whatsapp' && (windowClosesAt(conversation.lastInboundAt) ?? 0) <= now
  );
}
