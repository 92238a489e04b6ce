import { v7 } from 'uuid';
import type { Cache } from '../../../main/cache/cache.ts';
import {
  contactId,
  type ConversationId,
  conversationId,
  messageId,
  type SenderId,
} from '../../../shared/contract/ids.ts';
import {
  type ContactRecord,
  type ConversationRecord,
  messageRecord,
  type MessageRecord,
} from '../../../shared/contract/records.ts';

const WORDS =
  'order boxes bolts price stock Friday delivery invoice damaged quote pallet ship tomorrow please confirm number warehouse screws washers gloves helmet address pickup urgent thanks'.split(
    ' ',
  );
const MINUTE = 60_000;

/** What a cache is filled with. */
export interface Size {
  readonly conversations: number;
  /** In every conversation but the first. */
  readonly messagesEach: number;
  /** In the first one, which is also the one with the newest message. */
  readonly inFirst: number;
}

/** The name of the customer of a conversation. */
export function nameOf(index: number): string {
  return `Customer ${String(index).padStart(6, '0')}`;
}

/** What the newest message of a conversation says. */
export function lastWordOf(index: number): string {
  return `The last word of ${nameOf(index)}`;
}

/** What the oldest message of a conversation says. */
export function firstWordOf(index: number): string {
  return `The first word of ${nameOf(index)}`;
}

/**
 * Fills a cache with conversations of one sender as if all had come from the relay, the history
 * of each complete.
 *
 * @param now ms, of the newest message
 */
export function fillCache(cache: Cache, sender: SenderId, size: Size, now: number): void {
  const pick = words();
  for (let index = 0; index < size.conversations; index += 1) {
    cache.transaction(() => {
      const id = conversationId.parse(v7());
      const at = now - index * 5 * MINUTE;
      const count = index === 0 ? size.inFirst : size.messagesEach;
      let last: MessageRecord | null = null;
      for (let place = 0; place < count; place += 1) {
        const isLast = place === count - 1;
        const body = bodyAt(index, place, count, pick);
        last = messageOf(id, at - (count - 1 - place) * MINUTE, body, isLast || place % 3 === 0);
        cache.messages.put(last, 1);
      }
      const contact = contactOf(index, at);
      cache.contacts.put(contact, 1);
      cache.conversations.put(conversationOf(id, contact, sender, at, last), 1);
      cache.coverage.set(id, { place: null, complete: true });
    });
    cache.search.tidy();
  }
}

function bodyAt(index: number, place: number, count: number, pick: () => string): string {
  if (place === count - 1) return lastWordOf(index);
  return place === 0 ? firstWordOf(index) : `${pick()} ${place}`;
}

/** Sentences of eight words, always the same ones. */
function words(): () => string {
  let state = 7;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return () => Array.from({ length: 8 }, () => WORDS[next() % WORDS.length]).join(' ');
}

function messageOf(
  conversation: ConversationId,
  at: number,
  body: string,
  inbound: boolean,
): MessageRecord {
  return messageRecord.parse({
    id: messageId.parse(v7()),
    conversationId: conversation,
    direction: inbound ? 'inbound' : 'outbound',
    kind: 'text',
    body,
    media: [],
    location: null,
    button: null,
    referral: null,
    repliesToId: null,
    template: null,
    author: { kind: inbound ? 'contact' : 'system', personId: null },
    at,
    status: inbound ? 'received' : 'read',
    problem: null,
    sentAt: inbound ? null : at,
    deliveredAt: inbound ? null : at,
    readAt: inbound ? null : at,
    validUntil: null,
  });
}

function contactOf(index: number, createdAt: number): ContactRecord {
  const name = nameOf(index);
  return {
    id: contactId.parse(v7()),
    name,
    profileName: name,
    company: index % 2 === 0 ? `Hardware ${index}` : null,
    phone: `+1312${String(1_000_000 + index)}`,
    whatsappUserId: null,
    language: 'en',
    country: 'US',
    timeZone: 'America/Chicago',
    optIn: { whatsapp: 'opted_in', sms: 'unknown' },
    identities: [],
    ownerId: null,
    tagIds: [],
    fields: {},
    externalId: null,
    source: 'message',
    createdAt,
    updatedAt: createdAt,
  };
}

function conversationOf(
  id: ConversationId,
  contact: ContactRecord,
  sender: SenderId,
  at: number,
  last: MessageRecord | null,
): ConversationRecord {
  return {
    id,
    contactId: contact.id,
    senderId: sender,
    channel: 'whatsapp',
    status: 'open',
    assigneeId: null,
    owner: 'queue',
    ownerEpoch: 0,
    lastInboundAt: at,
    tagIds: [],
    snooze: null,
    entryPointEndsAt: null,
    unreadCount: 0,
    lastMessageAt: at,
    lastMessage:
      last === null
        ? null
        : {
            id: last.id,
            direction: last.direction,
            preview: last.body,
            kind: last.kind,
            status: last.status,
          },
  };
}
