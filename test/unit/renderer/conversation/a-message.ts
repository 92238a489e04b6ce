import { messageRecord, type MessageRecord } from '../../../../shared/contract/records.ts';

/** The id of the message with this number. */
export function messageIdOf(number: number): MessageRecord['id'] {
  return aMessage({ number }).id;
}

type Overrides = Partial<Record<keyof MessageRecord, unknown>> & { readonly number?: number };

/** A message of one conversation; `number` gives its id and, unless told, its minute. */
export function aMessage({ number = 1, ...overrides }: Overrides = {}): MessageRecord {
  const direction = overrides.direction ?? 'inbound';
  const inbound = direction === 'inbound';
  return messageRecord.parse({
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    conversationId: '10000000-0000-4000-8000-000000000000',
    direction,
    kind: 'text',
    body: `message ${number}`,
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToId: null,
    template: null,
    author: inbound
      ? { kind: 'contact', personId: null }
      : { kind: 'person', personId: '20000000-0000-4000-8000-000000000000' },
    at: Date.UTC(2026, 2, 9, 10, number),
    status: inbound ? 'received' : 'sent',
    problem: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    validUntil: null,
    ...overrides,
  });
}
