import { inboxItem, type InboxItem } from '../../../../shared/contract/bridge.ts';

const uuid = (kind: number, number: number) =>
  `018f000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** An item of the inbox; what matters to the test is given. */
export function anItem(given: {
  readonly number?: number;
  readonly lastMessageAt?: number;
  readonly lastInboundAt?: number;
  readonly draft?: string | null;
  readonly lastMessage?: Readonly<Record<string, unknown>> | null;
}): InboxItem {
  const { number = 1, lastMessageAt = 1_000, draft = null, lastMessage = null } = given;
  const { lastInboundAt = null } = given;
  return inboxItem.parse({
    conversation: {
      id: uuid(1, number),
      contactId: uuid(2, number),
      senderId: uuid(3, 1),
      channel: 'whatsapp',
      status: 'open',
      assigneeId: null,
      owner: 'queue',
      ownerEpoch: 0,
      lastInboundAt,
      entryPointEndsAt: null,
      tagIds: [],
      snooze: null,
      unreadCount: 0,
      lastMessageAt,
      lastMessage:
        lastMessage === null
          ? null
          : {
              id: uuid(4, number),
              direction: 'inbound',
              preview: 'Hola',
              kind: 'text',
              status: 'received',
              ...lastMessage,
            },
    },
    contact: {
      id: uuid(2, number),
      name: 'Carlos Mendoza',
      profileName: null,
      company: null,
      phone: null,
      whatsappUserId: null,
      language: null,
      country: null,
      timeZone: null,
      optIn: { whatsapp: 'unknown', sms: 'unknown' },
      identities: [],
      ownerId: null,
      tagIds: [],
      fields: {},
      externalId: null,
      source: 'message',
      createdAt: 0,
      updatedAt: 0,
    },
    sender: {
      id: uuid(3, 1),
      channel: 'whatsapp',
      address: '+13125550142',
      displayName: 'Northwind',
      status: 'online',
    },
    assignee: null,
    draft,
  });
}
